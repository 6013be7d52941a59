"""Starting up: what few uses need is imported when it is needed."""

import subprocess
import sys
from importlib import import_module

import pytest

LATER = ("cattrs", "ruamel", "transitions", "click", "hypothesis", "numpy", "difflib", "statistics")


def imported(code: str) -> set[str]:
    """Return the modules that a fresh interpreter has imported after some code."""
    run = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint('|', *sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(run.stdout.rpartition("|")[2].split())


@pytest.fixture(scope="module")
def bare() -> set[str]:
    """What Python itself imports, or a site that prepares it."""
    return imported("pass")


def test_the_library_brings_along_nothing_that_few_uses_need(bare: set[str]) -> None:
    """Reading, writing, moving a live partnership and the command line have libraries of their own."""
    assert not (imported("import msp_lifecycle") - bare) & set(LATER)


PRACTICE = (
    "msp_lifecycle.criteria.practice",
    "msp_lifecycle.criteria.tensions",
    "msp_lifecycle.lifecycles.practice",
    "msp_lifecycle.measures",
)


def test_checking_a_guard_needs_no_criteria_of_practice() -> None:
    """Nor does a checklist of the core; one of practice brings them, and so does asking for all."""
    check = "import msp_lifecycle as msp, datetime as dt; p = msp.Partnership(id='p', name='P'); "
    guard = "msp.check(p, 'start', on=dt.date(2024, 1, 1)); msp.checklist_named('definition')"
    assert not imported(check + guard) & set(PRACTICE)
    assert PRACTICE[0] in imported("import msp_lifecycle as msp; msp.checklist_named('power')")
    assert PRACTICE[0] in imported("import msp_lifecycle as msp; msp.CRITERIA")


@pytest.mark.parametrize("module", ["assessment", "crosswalks.shipped", "platforms"])
def test_what_one_command_needs_is_not_imported_by_all(module: str) -> None:
    """Neither by the library nor by the reader of dossiers."""
    found = imported("import msp_lifecycle, msp_lifecycle.formats, msp_lifecycle.cli.reading")
    assert f"msp_lifecycle.{module}" not in found


@pytest.mark.parametrize(
    "name", ["load", "json_schema", "LifecycleMachine", "chosen", "classify_relationship"]
)
def test_what_comes_later_is_there_when_asked_for(name: str) -> None:
    """The names are the same as if all had been imported at once."""
    assert imported(f"import msp_lifecycle as msp; assert callable(msp.{name})")


@pytest.mark.parametrize(
    "code",
    [
        "import msp_lifecycle as msp; from msp_lifecycle.criterion import criterion, share",
        "from msp_lifecycle.criterion import criterion, share; import msp_lifecycle as msp",
        (
            "import msp_lifecycle.criterion.verdict; import msp_lifecycle as msp\n"
            "from msp_lifecycle.criterion import criterion, share"
        ),
    ],
)
def test_criterion_is_a_function_and_a_place_to_import_from(code: str) -> None:
    """Whatever is imported first, the decorator and the names beside it are found."""
    assert imported(f"{code}\nassert msp.criterion is criterion and callable(share)")


def test_help_comes_without_the_commands(bare: set[str]) -> None:
    """Help names every command and imports none of them, nor what they read dossiers with."""
    help_ = "from msp_lifecycle.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass"
    found = imported(help_) - bare
    commands = {module for module, _ in import_module("msp_lifecycle.cli.main").COMMANDS.values()}
    assert "msp_lifecycle.cli.main" in found
    assert not found & {f"msp_lifecycle.cli.{module}" for module in commands}
    assert "msp_lifecycle.formats" not in found
