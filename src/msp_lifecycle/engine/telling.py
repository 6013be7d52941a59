"""How a difference between two partnerships is told: who joined, what was promised, kept, met or decided."""

import re
from collections.abc import Callable, Iterator
from typing import cast

import attrs

from msp_lifecycle.engine.saying import said, shortened, words
from msp_lifecycle.records import (
    Agreement,
    Commitment,
    Contribution,
    Decision,
    Interest,
    Meeting,
    Milestone,
    Move,
    Partner,
    Partnership,
    Rating,
    Record,
    Talk,
    Waiver,
)

_NAMING = ("name", "text", "question", "title", "topic", "term", "purpose", "platform", "item")
"""Fields that say best what a record is, the first that holds anything."""


@attrs.frozen
class Teller:
    """Tells what changed, with partners called by the names of their organisations.

    Attributes:
        names: of partners and organisations, by id.
    """

    names: dict[str, str]

    def came(self, record: Record) -> str:
        """Tell that a record is new."""
        for cls, tell in _CAME.items():
            if isinstance(record, cls):
                return tell(self, record)
        return f"{_label(record)}: {self.called(record)}"

    def went(self, record: Record) -> str:
        """Tell that a record is gone, which means taken out of the dossier and not ended."""
        return f"{_label(record)} no longer on record: {self.called(record)}"

    def changed(self, before: Record, after: Record) -> Iterator[tuple[str, str]]:
        """Tell each field that changed, with the name of the field."""
        for name in _changed_fields(before, after):
            # What is called by a text that changed would be called by the very change.
            called = _label(after) if name == _naming(after) else self.called(after)
            values = getattr(before, name), getattr(after, name)
            what = said(type(after), name, *values, self.called)
            yield name, f"{called}: {what}{_reason(name, after)}"

    def called(self, record: Record) -> str:
        """Return what a reader would call a record."""
        if isinstance(record, Move):
            return _move(record)
        if isinstance(record, Partner):
            return self.partner(record.id)
        if isinstance(record, Commitment):
            return f"{shortened(record.text, 40)} ({self.partner(record.partner)})"
        naming = _naming(record)
        if naming:
            return shortened(str(getattr(record, naming)))
        parts = [*self._kind(record), *self._who(record)]
        return " of ".join(parts) or str(getattr(record, "id", "") or _label(record).lower())

    def _kind(self, record: Record) -> Iterator[str]:
        kind = getattr(record, "kind", None)
        if kind:
            yield words(str(kind))

    def _who(self, record: Record) -> Iterator[str]:
        for name, call in (("partner", self.partner), ("organisation", self.organisation)):
            value = getattr(record, name, None)
            if value:
                yield call(str(value))
                return

    def partner(self, partner: str | None) -> str:
        """Return what a partner is called."""
        return self.names.get(f"partners/{partner}", str(partner))

    def organisation(self, organisation: str | None) -> str:
        """Return what an organisation is called."""
        return self.names.get(f"organisations/{organisation}", str(organisation))


def names_in(*partnerships: Partnership) -> dict[str, str]:
    """Return what the partners and organisations of some partnerships are called, the last one's names first."""
    names: dict[str, str] = {}
    for one in partnerships:
        names.update(
            (f"organisations/{each.id}", shortened(each.name)) for each in one.organisations
        )
        for each in one.partners:
            names[f"partners/{each.id}"] = names[f"organisations/{each.organisation}"]
    return names


def _naming(record: Record) -> str:
    """Return the field that says best what a record is; empty where none holds anything."""
    return next((name for name in _NAMING if getattr(record, name, None)), "")


def _changed_fields(before: Record, after: Record) -> list[str]:
    names = [
        field.name
        for field in attrs.fields(type(after))
        if getattr(before, field.name) != getattr(after, field.name)
    ]
    told = {_REASONS[name] for name in names if name in _REASONS}
    return [name for name in names if name not in told]


_REASONS = {"left": "left_because"}
"""Fields whose reason is told with them."""


def _reason(field: str, after: Record) -> str:
    because = getattr(after, _REASONS.get(field, ""), "")
    return f": {shortened(because)}" if because else ""


def _label(record: Record) -> str:
    """Return the kind of a record as words: `Stakeholder group`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(record).__name__).capitalize()


def _move(move: Move) -> str:
    name = {"loop_back": "loop-back", "entered": "put on the books"}.get(move.kind, move.kind)
    to = f" {'in' if move.kind == 'entered' else 'to'} {words(move.to)}" if move.to else ""
    reason = f" ({words(move.reason)})" if move.reason else ""
    because = f": {shortened(move.because)}" if move.because else ""
    return f"{name}{to}{reason} on {move.on}{because}"


def _joined(teller: Teller, partner: Partner) -> str:
    name = teller.called(partner)
    if partner.status != "active":
        return f"{name} is on record as {partner.status}"
    left = f", left on {partner.left}" if partner.left else ""
    return f"{name} joined{f' on {partner.joined}' if partner.joined else ''}{left}"


def _promised(teller: Teller, commitment: Commitment) -> str:
    due = f", due {commitment.due}" if commitment.due else ""
    what = f" ({commitment.money})" if commitment.money else ""
    state = "" if commitment.status == "pledged" else f", {words(commitment.status)}"
    return f"{teller.partner(commitment.partner)} promised: {shortened(commitment.text)}{what}{due}{state}"


def _delivered(teller: Teller, one: Contribution) -> str:
    what = shortened(one.text) or (str(one.money) if one.money else words(one.resource))
    when = f" on {one.delivered}" if one.delivered else ""
    return f"{teller.partner(one.partner)} contributed{when}: {what}"


def _decided(_: Teller, decision: Decision) -> str:
    settles = f", settles {', '.join(decision.settles)}" if decision.settles else ""
    return (
        f"{decision.outcome.capitalize()} on {decision.on}: {shortened(decision.question)}{settles}"
    )


def _signed(teller: Teller, agreement: Agreement) -> str:
    signed = [teller.partner(one.partner) for one in agreement.signatures]
    by = f", signed by {', '.join(signed)}" if signed else ""
    return f"Agreement: {words(agreement.kind)}{by}"


def _set(_: Teller, milestone: Milestone) -> str:
    due = f", due {milestone.due}" if milestone.due else ""
    met = f", met on {milestone.met}" if milestone.met else ""
    return f"Milestone: {shortened(milestone.text)}{due}{met}"


def _met(_: Teller, meeting: Meeting) -> str:
    about = f": {shortened(meeting.purpose)}" if meeting.purpose else ""
    return f"Met on {meeting.on} ({meeting.kind}){about}"


def _waived(_: Teller, waiver: Waiver) -> str:
    until = f" until {waiver.until}" if waiver.until else ""
    because = f": {shortened(waiver.because)}" if waiver.because else ""
    return f"{waiver.criterion} waived{until} by decision {waiver.decision}{because}"


def _talked(teller: Teller, talk: Talk) -> str:
    when = f" on {talk.on}" if talk.on else ""
    return f"Talk with {teller.organisation(talk.organisation)}{when}"


def _rated(teller: Teller, rating: Rating) -> str:
    return f"Rating of {words(str(rating.item))} by {teller.partner(rating.partner)}"


def _interest(teller: Teller, one: Interest) -> str:
    said_ = f": {shortened(one.text)}" if one.text else ""
    return f"{words(one.kind).capitalize()} of {teller.partner(one.partner)}{said_}"


def _moved(_: Teller, move: Move) -> str:
    told = _move(move)
    return told[0].upper() + told[1:]


_CAME: dict[type[Record], Callable[[Teller, Record], str]] = cast(
    "dict[type[Record], Callable[[Teller, Record], str]]",
    {
        Agreement: _signed,
        Commitment: _promised,
        Contribution: _delivered,
        Decision: _decided,
        Interest: _interest,
        Meeting: _met,
        Milestone: _set,
        Move: _moved,
        Partner: _joined,
        Rating: _rated,
        Talk: _talked,
        Waiver: _waived,
    },
)
"""How a new record is told, for those that have a verb of their own."""
