"""Take a real partnership through its life: what `make` shows.

The Global Connectivity Partnership Dialogue is real; examples/connectivity.yaml says what its source tells and what
it leaves open.
From the third step on the tour asks "what if": it adds records that no source tells, so that the guard opens and
the rest of a life can be seen.
Every command can be typed as it stands; the dossier in examples/ is not changed.
"""

import contextlib
import datetime as dt
import io
import os
import shlex
import shutil
import sys
import tempfile
from pathlib import Path

import attrs
import click

import msp_lifecycle as msp
from msp_lifecycle.cli import main as run_msp
from msp_lifecycle.cli.output import page, show
from msp_lifecycle.cli.terminal import colour
from msp_lifecycle.records import (
    Assessment,
    ContextAnalysis,
    Decision,
    DecisionRule,
    Engagement,
    Initiative,
    Person,
)

DOSSIER = Path(__file__).resolve().parent / "connectivity.yaml"
LAST_DAY_TOLD = dt.date(2020, 9, 1)


def main() -> None:
    """Walk through the story, one command after the other, in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        shutil.copy(DOSSIER, "connectivity.yaml")
        for step in (what_is_told, what_if, looping_back, looking_back):
            step()


def what_is_told() -> None:
    """Show the partnership as it stood, and what its next move asked for."""
    tell(
        "A tour: the life of a real partnership",
        "The International Telecommunication Union (ITU) and nine others want to bring the internet to people "
        "who have none. An article tells how they began. Their dossier holds what it tells and nothing else; it "
        "prints no dates, so the days are placeholders that keep its order.",
    )
    tell("1. Where it stands", "They have met once, paused for quiet talks, and come back.")
    run("status", "connectivity.yaml", "--on", "2020-09-01")
    tell(
        "2. What the next move asks for",
        "May they move on to Design? Each finding gives the facts, what to do, and who asks for it.",
    )
    run("check", "connectivity.yaml", "--for", "design", "--on", "2020-09-01")


def what_if() -> None:
    """Add what is missing, which is invented, and make the move."""
    written = written_down(msp.load("connectivity.yaml").as_of(LAST_DAY_TOLD))
    msp.dump(written, "what-if.yaml")
    tell(
        "3. The move, if all that had been written down",
        "From here on the story is INVENTED: we add a name for each partner, an analysis, three assessments, "
        "and talks with people who have no internet. That opens the guard. Without --write a move is only "
        "shown; with it the dossier gets one more record.",
    )
    run("advance", "what-if.yaml", "--on", "2020-09-07", "--decision", "move-on", "--write")


def looping_back() -> None:
    """Go back, which is no failure, show what that reopens, and settle it."""
    tell(
        "4. A loop-back",
        "In October they notice who is missing. Going back is allowed at any time and no failure: nothing is "
        "deleted, but what is reopened has to be settled again.",
    )
    why = "Nobody here speaks for people without internet."
    asked = ("--to", "initiation", "--because", why, "--trigger", "key_partner_missing")
    made = ("--decision", "go-back", "--on", "2020-10-12", "--write")
    run("loop-back", "what-if.yaml", *asked, *made)
    run("check", "what-if.yaml", "--for", "design", "--on", "2020-10-13", "--brief")
    tell(
        "5. Settled",
        "On 16 November they decide who belongs. That brings back what the loop-back took, and no more, so that "
        "the same decision can carry them on to Design again.",
    )
    run("advance", "what-if.yaml", "--on", "2020-11-16", "--decision", "who-belongs", "--write")


def looking_back() -> None:
    """Show the timeline and the diagram, and what to do next."""
    tell("6. The timeline", "How long each stay lasted, and what led to it.")
    run("history", "what-if.yaml", "--on", "2020-12-01")
    tell(
        "7. The diagram",
        "What the lifecycle allows, with the phase they are in marked: the head of it, in Mermaid, which Markdown "
        "shows as a picture.",
    )
    run("diagram", "what-if.yaml", "--on", "2020-12-01", first=10)
    tell("Next", "Try it on a partnership of your own, with .venv/bin/msp:")
    for command, does in (
        ("msp new > mine.yaml", "a commented dossier to fill in"),
        ("msp explain B1.8", "what a criterion asks for, and why"),
        ("msp audit examples/connectivity.yaml", "which moves had closed guards"),
    ):
        click.echo(f"  {command:<38}{does}")


def written_down(p: msp.Partnership) -> msp.Partnership:
    """Add the records that the guard asks for; every one of them is invented."""
    day = dt.date(2020, 8, 31)
    return p.evolved(
        persons=[
            Person(id=one.id, name="Name not in the source", organisation=one.organisation)
            for one in p.partners
        ],
        partners=[attrs.evolve(one, contact=one.id) for one in p.partners],
        engagements=[
            *p.engagements,
            Engagement(id="heard", group="unconnected", kind="view", on=day, text="It costs."),
            Engagement(id="asked", group="governments", kind="view", on=day, text="Who digs?"),
        ],
        context_analyses=[
            ContextAnalysis(id="context", on=day, social="Who is cut off.", political="Licences.")
        ],
        initiatives=[Initiative(id="other", name="Other cables", overlap="low", assessed=day)],
        assessments=[
            Assessment(id="suitable", about="suitability", answer="yes", on=day, text="It is."),
            Assessment(
                id="together",
                about="mutual_dependency",
                answer="yes",
                on=day,
                points=["satellites", "mobile networks", "schools"],
            ),
            Assessment(
                id="approach", about="planned_approach", answer="yes", on=day, text="By region."
            ),
        ],
        decision_rules=[DecisionRule(id="consensus", method="informal_consensus", since=day)],
        decisions=[
            *p.decisions,
            decision("move-on", "Shall we move on to Design?", dt.date(2020, 9, 7)),
            decision("go-back", "Shall we go back to Initiation?", dt.date(2020, 10, 12)),
            decision(
                "who-belongs",
                "Who belongs, now that we have asked?",
                dt.date(2020, 11, 16),
                settles=("agreement", "partners", "roles"),
            ),
        ],
    )


def decision(id_: str, question: str, on: dt.date, settles: tuple[msp.Topic, ...] = ()) -> Decision:
    """Return a decision that nobody present objected to."""
    present = ["itu", "unicef", "gsma", "microsoft"]
    return Decision(
        id=id_, question=question, on=on, rule="consensus", present=present, settles=settles
    )


def tell(title: str, text: str) -> None:
    """Print a part of the story."""
    out = page()
    out.lines.append("")
    out.title(f"{f'--- {title} ':-<{out.width}}")
    out.text(text)
    show(out)


def run(*arguments: str, first: int = 0) -> None:
    """Show a command and its output, or only the first lines of it."""
    tail = ("|", "head", f"-{first}") if first else ()
    shown = " \\\n".join(command_lines(arguments, tail))
    click.secho(f"\n{shown}", fg="cyan", color=colour())
    if not first:
        call(arguments)
        return
    with contextlib.redirect_stdout(io.StringIO()) as out:
        call(arguments)
    click.echo("\n".join(out.getvalue().splitlines()[:first]))


def call(arguments: tuple[str, ...]) -> None:
    """Call `msp`; exit status 1 says that a guard is closed, which is no failure."""
    try:
        run_msp(list(arguments))
    except SystemExit as done:
        if done.code not in (None, 0, 1):
            raise


def command_lines(arguments: tuple[str, ...], tail: tuple[str, ...]) -> list[str]:
    """Return a command in lines that fit the page, broken between words only."""
    lines, room = ["$ msp"], page().width - 2
    for word in (*map(shlex.quote, arguments), *tail):
        if len(lines[-1]) + 1 + len(word) > room:
            lines.append("   ")
        lines[-1] += f" {word}"
    return lines


if __name__ == "__main__":
    try:
        main()
        sys.stdout.flush()
    except BrokenPipeError:  # such as `make | head`: whoever read has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
