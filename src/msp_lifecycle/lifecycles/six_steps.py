"""The six steps of S4, a process for partnerships across borders with a lead that has no authority.

What each step counts as of the four phases stands with it: the first two are Initiation, the third is Initiation
paused, the fourth Design, the fifth Implementation, the sixth Further development.
The steps share their criteria with the four phases wherever both ask for the same.
"""

from msp_lifecycle.criteria import CORE_CRITERIA
from msp_lifecycle.criteria.network import NETWORK
from msp_lifecycle.criterion import checklist
from msp_lifecycle.lifecycle import Lifecycle, MoveRule, Phase

_CRITERIA = (*CORE_CRITERIA, *(one for field in NETWORK for one in field.criteria))

SCOPING = Phase(
    name="scoping",
    title="1 Choose lead and first scope",
    aim="A lead without formal authority puts a problem forward and thinks of whom to ask first.",
    source="S4:L41",
    informal=True,
    counts_as="initiation",
)
INVITING = Phase(
    name="inviting",
    title="2 Identify and invite participants",
    aim="A scoping meeting settles the problem and first principles, and looks for who is missing.",
    source="S4:L45",
    informal=True,
    counts_as="initiation",
)
SHIFTING = Phase(
    name="shifting",
    title="3 Pause for participants to shift",
    aim="Quiet talks about interests and needs; some leave, others come.",
    source="S4:L49",
    informal=True,
    counts_as="initiation",
    paused=True,
)
AGREEING = Phase(
    name="agreeing",
    title="4 Second meeting and formal agreement",
    aim="Interests, constraints and what each will do are laid open; next steps are agreed.",
    source="S4:L53",
    counts_as="design",
)
CARRYING_OUT = Phase(
    name="carrying_out",
    title="5 Carry out the plan",
    aim="A plan with target areas, countries, milestones, budget and expected results, and the work itself.",
    source="S4:L57",
    counts_as="implementation",
)
GROWING = Phase(
    name="growing",
    title="6 Accelerate, broaden and scale",
    aim="New partners, new opportunities and new ways of working.",
    source="S4:L61",
    counts_as="further_development",
)
STEPS = (SCOPING, INVITING, SHIFTING, AGREEING, CARRYING_OUT, GROWING)

TO_SCOPING = checklist(
    "to_scoping",
    "To begin: somebody takes the first step",
    _CRITERIA,
    source="S4:L19, L41",
    must="A2.7",  # an initiator and a draft of the problem
)

TO_INVITING = checklist(
    "to_inviting",
    "From choosing a lead to inviting participants",
    _CRITERIA,
    source="S4:L41",
    must="PR-10",
    should="PR-1",
)

TO_SHIFTING = checklist(
    "to_shifting",
    "From the first meeting into the pause",
    _CRITERIA,
    source="S4:L45",
    must="STEP-1 B1.10",
    should="A1.7 B1.2 B3.1 PR-2",
)

TO_AGREEING = checklist(
    "to_agreeing",
    "From the pause to the second meeting",
    _CRITERIA,
    source="S4:L49",
    must="STEP-2",
    should="STEP-3 STEP-4 B1.3 B1.5 PR-4",
)

TO_CARRYING_OUT = checklist(
    "to_carrying_out",
    "From the agreement to carrying it out",
    _CRITERIA,
    source="S4:L53, L25, L37",
    must="C3.7 F1.6 F2.4",  # what each will do, next steps with dates, a formal agreement
    should="A1.1 F2.5 PR-5 PR-6 PR-8",
    info="PR-7",
)

TO_GROWING = checklist(
    "to_growing",
    "From carrying out the plan to growing",
    _CRITERIA,
    source="S4:L57, L31, L17",
    must="STEP-5",
    should="A2.5 C2.2 F1.7 F3.2 PR-3 PR-9",
    info="PR-11",
)

TO_CARRY_ON = checklist(
    "to_carry_on",
    "Back to work, with new partners or in new ways",
    _CRITERIA,
    source="S4:L61",
    must="A1.10",
    should="D1.7 STEP-6",
)

_FORWARD = (
    (SCOPING, INVITING, TO_INVITING, "S4:L41"),
    (INVITING, SHIFTING, TO_SHIFTING, "S4:L45"),
    (SHIFTING, AGREEING, TO_AGREEING, "S4:L49"),
    (AGREEING, CARRYING_OUT, TO_CARRYING_OUT, "S4:L53"),
    (CARRYING_OUT, GROWING, TO_GROWING, "S4:L57"),
)

SIX_STEPS = Lifecycle(
    name="six_steps",
    title="Six steps with three principles",
    source="S4:L39 to L63",
    phases=STEPS,
    moves=(
        MoveRule(kind="start", to=SCOPING.name, guard=TO_SCOPING, origin="S4:L41"),
        *(
            MoveRule(kind="advance", source=here.name, to=there.name, guard=guard, origin=origin)
            for here, there, guard, origin in _FORWARD
        ),
        *(
            MoveRule(
                kind="loop_back",
                source=later.name,
                to=earlier.name,
                when="Lead, participants and scope are found by going round more than once.",
                origin="S4:L41; S4:L49; S4:L61 (inferred)",
            )
            for index, later in enumerate(STEPS)
            for earlier in reversed(STEPS[:index])
        ),
        MoveRule(
            kind="continue",
            source=GROWING.name,
            to=CARRYING_OUT.name,
            guard=TO_CARRY_ON,
            when="Back to work, with new partners or in new ways.",
            origin="S4:L61",
        ),
        MoveRule(kind="pause", when="A planned time without work.", origin="S4:L49"),
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
            guard=checklist(
                "to_stop",
                "To end in good order",
                _CRITERIA,
                source="S1:L534, L554",
                should="F2.11",
            ),
            when="The goal is reached, others take over, or it is given up.",
            origin="S3:¶79, ¶84",
        ),
    ),
    criteria=_CRITERIA,
    reopens={
        "conditions_changed": ("context", "purpose", "results"),
        "key_partner_missing": ("agreement", "partners", "roles"),
        "results_chain_broken": ("results",),
    },
)
