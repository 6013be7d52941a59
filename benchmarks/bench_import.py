"""Starting up: what `import msp_lifecycle` and `msp --help` take beyond starting Python.

Measured is the processor time of fresh interpreters, best of many, with compiled modules in a cache as after any
first run. The targets, 90 and 150 ms, were set where attrs alone takes 26, so they are held as multiples of it.
What needs a library that few uses need must not be imported: that is checked as well.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import measuring

SOURCE = Path(__file__).parent.parent / "src"
STARTS = {
    "python": "pass",
    "attrs": "import attrs",
    "library": "import msp_lifecycle",
    "help": "from msp_lifecycle.cli import main; main(['--help'])",
}
NAMES = {"attrs": "import attrs", "library": "import msp_lifecycle", "help": "msp --help"}
LATER = ("cattrs", "ruamel", "transitions", "click", "hypothesis")
ROUNDS = 20


def start(code: str, cache: str) -> float:
    """Return the seconds of processor time that a fresh interpreter takes to run some code."""
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONPYCACHEPREFIX": cache}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before = spent()
    subprocess.run(
        [sys.executable, "-c", code], env=environment, check=True, stdout=subprocess.DEVNULL
    )
    return spent() - before


def spent() -> float:
    """Return the seconds of processor time that finished children have taken."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def imported(code: str) -> set[str]:
    """Return the names of the modules that some code imports."""
    asked = f"import sys; {code}; print(*sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    run = subprocess.run(
        [sys.executable, "-c", asked], env=environment, check=True, capture_output=True, text=True
    )
    return set(run.stdout.split())


def main() -> None:
    with tempfile.TemporaryDirectory() as cache:
        for code in STARTS.values():
            start(code, cache)  # fills the cache
        best = dict.fromkeys(STARTS, float("inf"))
        for _ in range(ROUNDS):
            for name, code in STARTS.items():
                best[name] = min(best[name], start(code, cache))
    beyond = {name: (best[name] - best["python"]) * 1000 for name in NAMES}
    for name, milliseconds in beyond.items():
        measuring.show(f"{NAMES[name]}, beyond python", milliseconds, "ms")
    measuring.show(
        "import msp_lifecycle to attrs", beyond["library"] / beyond["attrs"], "times", 3.5
    )
    measuring.show("msp --help to attrs", beyond["help"] / beyond["attrs"], "times", 5.8)
    needless = sorted(imported(STARTS["library"]) & set(LATER))
    print(f"  imported though not asked for: {', '.join(needless) or 'nothing'}")


if __name__ == "__main__":
    main()
