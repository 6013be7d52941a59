"""How much a dossier may hold, so that no file takes a reader more than two seconds or 200 megabytes to refuse."""

from msp_lifecycle.formats.problems import DossierError, Problem

MOST_BYTES = 16 * 1024 * 1024
"""Size of the largest dossier."""

MOST_JSON_VALUES = 400_000
"""Values in a JSON dossier, counted by its commas and opening brackets; about 40,000 records."""

MOST_YAML_CHARACTERS = 500_000
"""Characters in a YAML dossier: what ruamel.yaml reads in about a second, whatever they are."""

MOST_YAML_NODES = 40_000
"""Keys and values in a YAML dossier, for the same reason; about 2,000 records."""

ADVICE = "convert the dossier to JSON"
"""What to do with a dossier that is too large for YAML."""

DEEPEST = 32
"""Levels of nesting; a sound dossier has seven."""


def json_values(text: str) -> int:
    """Return at most how many values a text of JSON holds, quickly: commas within texts count as well."""
    return text.count(",") + text.count("[") + text.count("{")


def too_much(name: str, most: str, advice: str) -> DossierError:
    """Return the error that says that a dossier is too large, and what to do about it."""
    message = f"more than {most}, which is too much; {advice}"
    return DossierError([Problem(kind="file", message=message, file=name)])
