"""What the tests of measures share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def examples() -> Path:
    """Where the example dossiers are."""
    return Path(__file__).parents[2] / "examples"
