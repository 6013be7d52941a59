"""The topics that records belong to, which is what a loop-back reopens."""

from __future__ import annotations

from typing import Literal, get_args

Topic = Literal[
    "purpose",
    "results",
    "partners",
    "roles",
    "agreement",
    "governance",
    "resources",
    "context",
    "learning",
    "accountability",
    "risk",
    "communication",
    "ratings",
]
TOPICS: tuple[Topic, ...] = get_args(Topic)

COLLECTIONS: dict[Topic, tuple[str, ...]] = {
    "purpose": (
        "problem_statements",
        "purposes",
        "visions",
        "goals",
        "goal_alignments",
        "endorsements",
        "assessments",
    ),
    "results": ("results_chains", "activities", "indicators", "milestones"),
    "partners": (
        "partners",
        "stakeholder_groups",
        "requirements",
        "interests",
        "engagements",
        "talks",
        "voice_checks",
        "selection_criteria",
        "screenings",
        "management_support",
    ),
    "roles": ("roles", "commitments", "capacity_checks"),
    "agreement": ("agreements",),
    "governance": ("bodies", "decision_rules", "decisions", "meetings"),
    "resources": (
        "secretariats",
        "facilitators",
        "budgets",
        "fundings",
        "contributions",
        "expenses",
    ),
    "context": (
        "context_analyses",
        "initiatives",
        "change_events",
        "platform_links",
        "exchanges",
        "advocates",
    ),
    "learning": (
        "monitoring_plans",
        "reports",
        "evaluations",
        "reflections",
        "lessons",
        "capacity_gaps",
    ),
    "accountability": ("accountability_relations",),
    "risk": ("risks", "divergences", "conflicts", "breaches", "power_assessments"),
    "communication": ("channels", "contacts", "information_items", "glossary"),
    "ratings": ("ratings", "responses"),
}
"""The collections of each topic; organisations, persons, moves and waivers belong to none."""

TOPIC_OF: dict[str, Topic] = {name: topic for topic, names in COLLECTIONS.items() for name in names}
"""The topic of each collection that has one."""
