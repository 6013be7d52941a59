"""A neutral questionnaire on the 17 success factors, in words of our own; two statements for each factor.

Six of them are the questions that criteria ask for as ratings (`vision_is_ours`, `trust`, ...), under the same names.
"""

from msp_lifecycle.assessment.instrument import Band, Instrument, Question, Scale

_STATEMENTS: dict[str, dict[str, str]] = {
    "A1": {
        "common_goals": "All partners are working towards the same goals.",
        "vision_is_ours": "The vision of the partnership is also ours.",
    },
    "A2": {
        "shared_lead": "More than one partner carries the partnership forward.",
        "lead_acts": "Those who lead put in work and means of their own.",
    },
    "A3": {
        "management_support": "The management of our own organisation stands behind the partnership.",
        "public_support": "People with influence speak up for the partnership.",
    },
    "B1": {
        "right_partners": "Those who are needed to reach the goals take part.",
        "affected_heard": "Those who are directly affected are heard.",
    },
    "B2": {
        "trust": "We can rely on what the other partners say and promise.",
        "discussion_culture": "Differences are discussed openly and with respect.",
    },
    "B3": {
        "same_words": "When partners use the same words they mean the same things.",
        "differences_respected": "Each partner's way of working is taken into account.",
    },
    "C1": {
        "well_coordinated": "The partnership is well coordinated from day to day.",
        "neutrality": "Those who coordinate it treat all partners alike.",
    },
    "C2": {
        "perceived_say": "We have a fair say in what is decided.",
        "decisions_clear": "It is clear how, when and by whom things are decided.",
    },
    "C3": {
        "enough_means": "There are enough people, time and money for what is planned.",
        "fair_shares": "What each partner contributes is fair, given what it can do.",
    },
    "D1": {
        "fits_context": "What we do fits the conditions that we work in.",
        "no_duplication": "We know what others do in the same field, and do not do it twice.",
    },
    "D2": {
        "part_of_larger": "What we do adds to goals that reach beyond the partnership.",
        "learning_from_others": "We exchange experience with other partnerships.",
    },
    "E1": {
        "progress_known": "We know how far we have come towards our goals.",
        "process_watched": "We also look at how well we work together.",
    },
    "E2": {
        "open_results": "Results are reported openly, the disappointing ones as well.",
        "useful_reports": "Reports tell us what we need to know.",
    },
    "E3": {
        "learning": "We change what we do because of what we have learned.",
        "skills_built": "Partners that lack skills or means are helped to gain them.",
    },
    "F1": {
        "gets_done": "What has been agreed gets done.",
        "solution_focus": "Our meetings look for solutions.",
    },
    "F2": {
        "own_role_clear": "We know what is expected of us.",
        "promises_kept": "Partners keep their promises.",
    },
    "F3": {
        "informed_in_time": "We get the information that we need, in time.",
        "easy_to_reach": "It is easy to reach those we need to speak to.",
    },
}

SEVENTEEN_FACTORS = Instrument(
    name="seventeen_factors",
    title="Seventeen success factors: a questionnaire for partners",
    source="our own words on S2:L20 to L42; the bands are ours",
    scale=Scale(labels=("not at all", "fully")),
    questions=tuple(
        Question(code=code, text=text, factor=factor)
        for factor, statements in _STATEMENTS.items()
        for code, text in statements.items()
    ),
    bands=(
        Band(name="a strength", least="4"),
        Band(name="worth a talk", least="3"),
        Band(name="needs work", least="1"),
    ),
)
