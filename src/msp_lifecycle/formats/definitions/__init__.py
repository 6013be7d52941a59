"""Profiles, checklists, lifecycles, instruments and rules of one's own, read from files like dossiers."""

from msp_lifecycle.formats.definitions.checklists import load_checklist
from msp_lifecycle.formats.definitions.instruments import load_instrument
from msp_lifecycle.formats.definitions.lifecycles import load_lifecycle
from msp_lifecycle.formats.definitions.profiles import load_profile
from msp_lifecycle.formats.definitions.rules import load_rules

__all__ = ["load_checklist", "load_instrument", "load_lifecycle", "load_profile", "load_rules"]
