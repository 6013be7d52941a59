"""Dossiers: a partnership as a file, in YAML for people and in JSON for programs.

Nothing here imports cattrs or ruamel.yaml before a dossier is read.
"""

from msp_lifecycle.formats.definitions import load_checklist, load_lifecycle, load_profile
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
    "load_lifecycle",
    "load_profile",
    "loads",
    "rewrite",
    "rewritten",
    "to_mapping",
]
