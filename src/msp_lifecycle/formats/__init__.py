"""Dossiers: a partnership as a file, in YAML for people and in JSON for programs.

A dossier begins with the version of the format, `msp_lifecycle: 1`. The fields of `Partnership` follow by name, its
collections as lists of mappings. What is not there is as it would be anyway: nobody writes an empty field.

- An unquoted word of YAML means what its place expects: `country: NO` is Norway, `version: 1.10` the text "1.10" and
  `name: 2024` the text "2024". Only `null`, `~` and nothing at all are never text; truths are `true` and `false`.
- A date is written YYYY-MM-DD, and in no other way.
- A decimal number may be a number or a text. We write texts in JSON, since programs that read its numbers as floats
  lose digits, and plain numbers in YAML. A number has up to 60 digits.
- Nothing is guessed or dropped: unknown and doubled keys, wrong types, and YAML that shows a reader one thing and a
  program another (anchors, aliases, tags, merge keys, directives, several documents) are refused, all at once and each
  in its place.
- A file has up to 16 MiB; YAML up to 500,000 characters and 40,000 keys and values, JSON up to 400,000 values.

Nothing here imports cattrs or ruamel.yaml before a dossier is read.
"""

from msp_lifecycle.formats.definitions import (
    load_checklist,
    load_instrument,
    load_lifecycle,
    load_profile,
    load_rules,
)
from msp_lifecycle.formats.problems import DossierChanged, DossierError, Problem, ProblemKind
from msp_lifecycle.formats.reading import Format, from_mapping, load, loads
from msp_lifecycle.formats.rewriting import rewrite, rewritten
from msp_lifecycle.formats.schema import json_schema
from msp_lifecycle.formats.writing import dump, dumps, to_mapping

__all__ = [
    "DossierChanged",
    "DossierError",
    "Format",
    "Problem",
    "ProblemKind",
    "dump",
    "dumps",
    "from_mapping",
    "json_schema",
    "load",
    "load_checklist",
    "load_instrument",
    "load_lifecycle",
    "load_profile",
    "load_rules",
    "loads",
    "rewrite",
    "rewritten",
    "to_mapping",
]
