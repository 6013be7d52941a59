"""Pages of the manual as plain data for JSON."""

from collections.abc import Iterable

from msp_lifecycle.criterion import Checklist, Criterion, Profile, Tension
from msp_lifecycle.crosswalks import Crosswalk
from msp_lifecycle.lifecycle import Lifecycle, MoveRule
from msp_lifecycle.records import Topic
from msp_lifecycle.records.topics import COLLECTIONS
from msp_lifecycle.report.sources import SOURCES, cited
from msp_lifecycle.report.structured import Plain


def criterion_data(criterion: Criterion) -> dict[str, Plain]:
    """Return the page of one criterion."""
    return {
        "code": criterion.code,
        "title": criterion.title,
        "factor": criterion.factor,
        "what": criterion.what,
        "why": criterion.why,
        "remedy": criterion.remedy,
        "source": criterion.source,
        "since": criterion.since,
        "requirement": criterion.requirement,
        "kind": criterion.kind,
        "reads": [str(topic) for topic in sorted(criterion.reads)],
        "limits": list(criterion.limits),
        "also": list(criterion.also),
    }


def checklist_data(checklist: Checklist) -> dict[str, Plain]:
    """Return what stands on a checklist."""
    return {
        "checklist": checklist.name,
        "title": checklist.title,
        "source": checklist.source,
        "criteria": [
            {
                "code": one.criterion.code,
                "requirement": one.requirement,
                "title": one.criterion.title,
            }
            for one in checklist.items
        ],
        "fits": [
            {
                "fit": fit.name,
                "when": fit.when,
                "source": fit.source,
                "requirement": fit.requirement,
                "criteria": list(fit.codes),
            }
            for fit in checklist.fits
        ],
    }


def phase_data(lifecycle: Lifecycle, name: str) -> dict[str, Plain]:
    """Return what a phase is for and which moves leave it."""
    phase = lifecycle.phase(name)
    return {
        "phase": phase.name,
        "title": phase.title,
        "aim": phase.aim,
        "source": phase.source,
        "counts_as": phase.counts_as or phase.name,
        "paused": phase.paused,
        "moves": [_rule(rule) for rule in lifecycle.leaving(name)],
    }


def _rule(rule: MoveRule) -> dict[str, Plain]:
    return {
        "move": rule.kind,
        "to": rule.to,
        "when": rule.when,
        "guard": None if rule.guard is None else checklist_data(rule.guard),
    }


def topic_data(topic: Topic, criteria: Iterable[Criterion]) -> dict[str, Plain]:
    """Return the records of a topic and the criteria that read them."""
    return {
        "topic": topic,
        "collections": list(COLLECTIONS[topic]),
        "criteria": [one.code for one in criteria if topic in one.reads],
    }


def profile_data(profile: Profile) -> dict[str, Plain]:
    """Return the thresholds of a profile, as decimal text."""
    return {
        "profile": profile.name,
        "title": profile.title,
        "blocking": [str(one) for one in sorted(profile.blocking)],
        "choices": dict(profile.choices),
        "limits": {
            name: {"value": str(one.value), "unit": one.unit, "meaning": one.meaning}
            for name, one in profile.limits.items()
        },
    }


def crosswalk_data(crosswalk: Crosswalk) -> dict[str, Plain]:
    """Return where each stage of another model lies in the four phases."""
    return {
        "crosswalk": crosswalk.name,
        "title": crosswalk.title,
        "source": crosswalk.source,
        "stages": [
            {
                "code": one.code,
                "title": one.title,
                "inferred": one.inferred,
                "places": [
                    {
                        "phase": place.phase,
                        "standing": place.standing,
                        "reasons": [str(reason) for reason in place.reasons],
                    }
                    for place in one.places
                ],
            }
            for one in crosswalk.counterparts
        ],
    }


def tension_data(tension: Tension) -> dict[str, Plain]:
    """Return the sides of a tension, and what each changes in a profile."""
    return {
        "tension": tension.name,
        "title": tension.title,
        "handling": tension.handling,
        "sides": [
            {
                "side": one.name,
                "title": one.title,
                "source": one.source,
                "requirements": {code: str(each) for code, each in one.requirements.items()},
                "limits": {name: str(value) for name, value in one.limits.items()},
            }
            for one in tension.sides
        ],
    }


def source_data(tag: str, criteria: Iterable[Criterion]) -> dict[str, Plain]:
    """Return what a source text is, and which criteria rest on it."""
    return {
        "source": tag,
        "title": SOURCES[tag],
        "criteria": [one.code for one in criteria if tag in cited(one.source)],
    }
