"""The four-phase lifecycle of S2, which partnerships follow unless they say otherwise.

Each guard lists what must hold (it closes the guard), what should (it is pointed out) and what is only reported.
The letters are fields, the digits factors: `A1.7` is the seventh criterion of factor A1.
"""

from msp_lifecycle.criteria import CORE_CRITERIA
from msp_lifecycle.criterion import checklist
from msp_lifecycle.lifecycle import Lifecycle, MoveRule, Phase

INITIATION = Phase(
    name="initiation",
    title="Initiation",
    aim="A shared understanding of the problem, and the people who matter at the table.",
    source="S2:L5",
    informal=True,
)
DESIGN = Phase(
    name="design",
    title="Design",
    aim="A common roadmap: goals, indicators, roles, resources, first agreements.",
    source="S2:L10",
)
IMPLEMENTATION = Phase(
    name="implementation",
    title="Implementation",
    aim="Carrying out the roadmap flexibly, watching what it does, and learning from it.",
    source="S2:L14",
)
FURTHER_DEVELOPMENT = Phase(
    name="further_development",
    title="Further development",
    aim="Deciding from what was learned where to go: carry on, scale, shift, hand over or close.",
    source="S2:L18",
)

TO_START = checklist(
    "start",
    "To start: somebody takes the first step",
    CORE_CRITERIA,
    source="S2:L5",
    must="A2.7",  # an initiator and a draft of the problem
)

TO_DESIGN = checklist(
    "to_design",
    "From Initiation to Design",
    CORE_CRITERIA,
    source="S2:L5",
    must="""
        A1.7 A1.8
        A2.1
        B1.2 B1.7 B1.8
        D1.1 D1.2 D1.6 SUIT-1
    """,
    should="""
        A2.8 A3.1
        B1.1 B1.5 B1.9 B1.10 B2.4 B3.1
        D2.1
    """,
    info="B2.6 B2.7 F2.7",
)

TO_IMPLEMENTATION = checklist(
    "to_implementation",
    "From Design to Implementation",
    CORE_CRITERIA,
    source="S2:L10, L14",
    must="""
        A1.2 A1.4 A1.9
        C1.1 C1.2 C1.4 C2.6 C2.7 C3.2 C3.7 C3.9 C3.10
        D1.3 D1.4
        E1.6
        F1.1 F1.6 F2.8
    """,
    should="""
        A1.1 A1.3 A1.5 A2.2 A2.3 A2.4 A2.5 A3.3
        B1.3 B1.4 B1.5 B1.6 B2.3 B3.2 B3.3 B3.4 B3.5
        C2.1 C2.2 C2.5 C3.1 C3.5 C3.6 C3.8
        E1.5 E3.4
        F1.4 F2.1 F2.2 F2.3 F2.4 F2.6 F2.9 F2.10 F3.1 F3.2
    """,
)

TO_FURTHER_DEVELOPMENT = checklist(
    "to_further_development",
    "From Implementation to Further development",
    CORE_CRITERIA,
    source="S2:L18",
    must="E2.6 E3.6",
    should="""
        A1.6 A2.6 A3.2 A3.5
        B2.1 B2.2 B2.5
        C1.3 C1.5 C2.3 C2.4 C3.3 C3.4
        D1.5 D2.2 D2.3 D2.4
        E1.1 E1.2 E1.3 E1.4 E2.1 E2.2 E2.3 E2.4 E2.5 E3.1 E3.2 E3.3 E3.5
        F1.2 F1.3 F1.7 F1.8 F2.5 F3.4 F3.5 F3.6
    """,
    info="A3.4 F1.5 F3.3",
)

TO_CONTINUE = checklist(
    "to_continue",
    "From Further development back to work, without a redesign",
    CORE_CRITERIA,
    source="S2:L18; S4:L61",
    must="A1.10 A2.9 C3.11",
    should="C2.8 D1.7 E3.7",
)

TO_END = checklist(
    "to_end",
    "To end in good order",
    CORE_CRITERIA,
    source="S1:L534, L554",
    should="F2.11",
)

STANDARD = Lifecycle(
    name="standard",
    title="Four phases (Partnerships2030)",
    source="S2",
    phases=(INITIATION, DESIGN, IMPLEMENTATION, FURTHER_DEVELOPMENT),
    moves=(
        MoveRule(kind="start", to="initiation", guard=TO_START, origin="S2:L5"),
        MoveRule(kind="advance", source="initiation", to="design", guard=TO_DESIGN, origin="S2:L5"),
        MoveRule(
            kind="advance",
            source="design",
            to="implementation",
            guard=TO_IMPLEMENTATION,
            origin="S2:L10, L14",
        ),
        MoveRule(
            kind="advance",
            source="implementation",
            to="further_development",
            guard=TO_FURTHER_DEVELOPMENT,
            origin="S2:L18",
        ),
        MoveRule(
            kind="loop_back",
            source="design",
            to="initiation",
            when="Key voices are missing, the problem is not agreed, or participants shift.",
            origin="S4:L49; S2:L25 (inferred)",
        ),
        MoveRule(
            kind="loop_back",
            source="implementation",
            to="design",
            when="Conditions have changed, a key partner is missing, or a results chain does not work.",
            origin="S2:L14",
        ),
        MoveRule(
            kind="loop_back",
            source="implementation",
            to="initiation",
            when="The same, where the problem or the set of stakeholders must be defined anew.",
            origin="S2:L14",
        ),
        MoveRule(
            kind="loop_back",
            source="further_development",
            to="design",
            when="The focus shifts, or scaling changes goals and roles.",
            origin="S2:L18 (inferred)",
        ),
        MoveRule(
            kind="loop_back",
            source="further_development",
            to="initiation",
            when="A new problem or a new set of stakeholders, as when going international.",
            origin="S2:L18 (inferred)",
        ),
        MoveRule(
            kind="continue",
            source="further_development",
            to="implementation",
            guard=TO_CONTINUE,
            when="Carry on or scale without a redesign.",
            origin="S2:L18; S4:L61",
        ),
        MoveRule(
            kind="pause",
            when="A planned time for participants to shift and to be spoken to one by one.",
            origin="S4:L49",
        ),
        MoveRule(kind="resume", when="The pause is over.", origin="S4:L49"),
        MoveRule(
            kind="suspend",
            needs_decision=False,
            when="A breach of integrity, or no report time and again.",
            origin="S3:¶84",
        ),
        MoveRule(
            kind="reinstate",
            needs_decision=False,
            when="What led to the suspension has been put right.",
            origin="S3:¶84",
        ),
        MoveRule(
            kind="end",
            guard=TO_END,
            when="The goal is reached, others take over, or it is given up.",
            origin="S3:¶79, ¶84; S1:L512, L534, L554",
        ),
    ),
    criteria=CORE_CRITERIA,
    reopens={
        "conditions_changed": ("context", "purpose", "results"),
        "key_partner_missing": ("agreement", "partners", "roles"),
        "results_chain_broken": ("results",),
    },
)
