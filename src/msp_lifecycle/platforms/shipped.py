"""Rules of four platforms, as far as their own pages told them to us.

They are what we read, in our words; the platforms alone say what holds. Where a page left something open, `note` says
how we read it.
"""

from msp_lifecycle.errors import UnknownName
from msp_lifecycle.platforms.rules import Arc, Deadline, Rules, Stage

UN_PLATFORM = Rules(
    name="un_platform",
    title="United Nations Partnerships for SDGs platform: traffic light",
    source="https://sustainabledevelopment.un.org/?page=view&nr=1522 (7 November 2018)",
    note="The page counts from registration; from the first report on we count from the latest one.",
    report="progress report",
    stages=(
        Stage(name="green", title="Green", consequence="Up to date.", fine=True),
        Stage(name="yellow", title="Yellow", consequence="A progress report is due."),
        Stage(
            name="red",
            title="Red",
            consequence="No progress report for two years: marked as inactive on the platform.",
        ),
    ),
    arcs=(Arc(kind="report", sources=("yellow", "red"), to="green"),),
    deadlines=(
        Deadline(source="green", to="yellow", months=12, since="report", strike=True),
        Deadline(source="yellow", to="red", months=24, since="report", strike=True),
    ),
)

GLOBAL_COMPACT = Rules(
    name="global_compact",
    title="UN Global Compact: Communication on Progress",
    source="https://unglobalcompact.org/library/1851; press releases of 2009 and 2014",
    note="Grace periods granted on request, and the common reporting dates of later years, are left out.",
    report="Communication on Progress",
    stages=(
        Stage(name="active", title="Active", fine=True),
        Stage(
            name="non_communicating",
            title="Non-communicating",
            consequence="One annual report missed: the status is changed in public.",
        ),
        Stage(
            name="expelled",
            title="Expelled",
            consequence="Two years without a report: struck off; to return takes a new letter of commitment.",
            final=True,
        ),
    ),
    arcs=(
        Arc(kind="report", sources=("non_communicating",), to="active"),
        Arc(kind="removed", sources=("active", "non_communicating"), to="expelled"),
    ),
    deadlines=(
        Deadline(source="active", to="non_communicating", months=12, since="report", strike=True),
        Deadline(source="non_communicating", to="expelled", months=24, since="report", strike=True),
    ),
)

OGP = Rules(
    name="ogp",
    title="Open Government Partnership: procedural review",
    source="https://opengovpartnership.org/ogp-letters (25 July 2022); news of 21 September 2016 and 2017",
    note="""A report is an action plan, and its period that of the plan. That the next cycle is missed a year after
    the last one was, that a first plan is due within a year of joining, and that a plan without a period runs for two
    years, is our reading.""",
    report="action plan",
    covers_months=24,
    stages=(
        Stage(name="in_process", title="In keeping with the process", fine=True),
        Stage(
            name="contrary",
            title="Contrary to process",
            consequence="A letter of the Support Unit, published; a second in a row leads to review.",
        ),
        Stage(
            name="review",
            title="Under procedural review",
            consequence="Two cycles in a row: the Criteria and Standards Subcommittee reviews participation.",
        ),
        Stage(
            name="inactive",
            title="Inactive",
            consequence="No vote, an observer only; a year to engage again.",
        ),
        Stage(
            name="withdrawn",
            title="No longer a participant",
            consequence="Taken off the list after a year of inactivity.",
            final=True,
        ),
    ),
    arcs=(
        Arc(kind="report", sources=("contrary", "review", "inactive"), to="in_process"),
        Arc(kind="cleared", sources=("contrary", "review", "inactive"), to="in_process"),
        Arc(kind="contrary", sources=("in_process",), to="contrary", strike=True),
        Arc(kind="contrary", sources=("contrary",), to="review", strike=True),
        Arc(kind="inactive", sources=("in_process", "contrary", "review"), to="inactive"),
        Arc(
            kind="removed", sources=("in_process", "contrary", "review", "inactive"), to="withdrawn"
        ),
    ),
    deadlines=(
        Deadline(source="in_process", to="contrary", months=12, since="entry", strike=True),
        Deadline(source="in_process", to="contrary", months=12, since="covered", strike=True),
        Deadline(source="contrary", to="review", months=12, since="stage", strike=True),
        Deadline(source="inactive", to="withdrawn", months=12, since="stage"),
    ),
)

OGP_RESPONSE = Rules(
    name="ogp_response",
    title="Open Government Partnership: response policy",
    source="https://www.opengovpartnership.org/news/ (29 June 2017); https://foi.am/en/news-events/12771",
    note="An action plan alone does not answer a concern about values, so reports change nothing here.",
    report="action plan",
    stages=(
        Stage(name="participating", title="Participating", fine=True),
        Stage(
            name="concern",
            title="Concern raised",
            consequence="A letter of concern is examined by the Criteria and Standards Subcommittee.",
        ),
        Stage(
            name="inactive",
            title="Inactive",
            consequence="No vote, an observer only; a year to address the concern, unless it is extended.",
        ),
        Stage(
            name="decision_due",
            title="Inactive, decision due",
            consequence="The time is up: the Steering Committee extends it or ends participation.",
        ),
        Stage(
            name="removed",
            title="Permanently suspended",
            consequence="No longer a participant.",
            final=True,
        ),
    ),
    arcs=(
        Arc(kind="complaint", sources=("participating",), to="concern", strike=True),
        Arc(kind="inactive", sources=("participating", "concern", "decision_due"), to="inactive"),
        Arc(kind="extended", sources=("inactive", "decision_due"), to="inactive"),
        Arc(kind="cleared", sources=("concern", "inactive", "decision_due"), to="participating"),
        Arc(
            kind="removed",
            sources=("participating", "concern", "inactive", "decision_due"),
            to="removed",
        ),
    ),
    deadlines=(Deadline(source="inactive", to="decision_due", months=12, since="stage"),),
)

EITI = Rules(
    name="eiti",
    title="Extractive Industries Transparency Initiative: reporting deadlines",
    source="https://eiti.org/documents/eiti-board-oversight-eiti-implementation; Board decisions 2018-45, 2019-04, 2020-11",
    note="""The period of a report is the one whose data it holds; they may not be older than the second to last
    accounting period, so the next one is due three years after the end of that period. A report without a period is
    taken to hold data of two years before. Validation is left out.""",
    report="EITI report",
    covers_months=-24,
    stages=(
        Stage(name="implementing", title="Implementing", fine=True),
        Stage(
            name="suspended",
            title="Temporarily suspended",
            consequence="Lifted once the overdue report is out; after a year the country is delisted.",
        ),
        Stage(
            name="delisted",
            title="Delisted",
            consequence="Suspended for more than a year: no longer an implementing country.",
            final=True,
        ),
    ),
    arcs=(
        Arc(kind="report", sources=("suspended",), to="implementing"),
        Arc(kind="cleared", sources=("suspended",), to="implementing"),
        Arc(kind="inactive", sources=("implementing",), to="suspended"),
        Arc(kind="removed", sources=("implementing", "suspended"), to="delisted"),
    ),
    deadlines=(
        Deadline(source="implementing", to="suspended", months=18, since="entry", strike=True),
        Deadline(source="implementing", to="suspended", months=36, since="covered", strike=True),
        Deadline(source="suspended", to="delisted", months=12, since="stage"),
    ),
)

RULES: tuple[Rules, ...] = (UN_PLATFORM, GLOBAL_COMPACT, OGP, OGP_RESPONSE, EITI)
"""The rules that we ship."""


def rules_named(name: str) -> Rules:
    """Return shipped rules.

    Raises:
        UnknownName: if there are none of that name.

    Examples:
        >>> [stage.name for stage in rules_named("un_platform").stages]
        ['green', 'yellow', 'red']
    """
    for one in RULES:
        if one.name == name:
            return one
    raise UnknownName("rules", name, [one.name for one in RULES])
