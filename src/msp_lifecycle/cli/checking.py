"""The command `check`: one question put to one dossier or to many."""

from collections import Counter
from pathlib import Path

import attrs
import click

from msp_lifecycle import engine
from msp_lifecycle.cli import completing
from msp_lifecycle.cli.options import (
    DOSSIER,
    Terms,
    format_option,
    lifecycle_option,
    move_named,
    on_option,
    profile_option,
    terms,
    viewer_option,
)
from msp_lifecycle.cli.output import page, show, show_data
from msp_lifecycle.cli.reading import checklist_for, dossiers
from msp_lifecycle.cli.terminal import complain
from msp_lifecycle.criterion import Checklist
from msp_lifecycle.engine import Report
from msp_lifecycle.engine.checking import known_decision
from msp_lifecycle.errors import MspError
from msp_lifecycle.lifecycle import Lifecycle
from msp_lifecycle.records import Partnership
from msp_lifecycle.report import findings, status, structured, words


@attrs.frozen
class Answer:
    """What came of one dossier.

    Attributes:
        partnership: that was checked.
        lifecycle: that it follows.
        report: None where no move leads on, and none was asked about.
    """

    partnership: Partnership
    lifecycle: Lifecycle
    report: Report | None

    @property
    def word(self) -> str:
        """The answer in a word."""
        if self.report is None:
            return "at an end"
        return "open" if self.report.open else "closed"


@attrs.frozen
class Question:
    """What is asked of every dossier.

    Attributes:
        terms: on which it is asked.
        to: the move or phase asked about.
        checklist: to check instead of a guard.
        decision: to judge as well.
        all_: whether to spell out all findings.
        brief: whether to spell out none.
    """

    terms: Terms
    to: str | None
    checklist: Checklist | None
    decision: str | None
    all_: bool
    brief: bool

    def ask(self, file: str) -> Answer:
        """Return the answer of one dossier."""
        partnership, lifecycle = self.terms.read(file)
        if self.decision is not None:
            known_decision(partnership, self.decision)
        position = partnership.as_of(self.terms.on).position
        unasked = self.to is None and self.checklist is None
        if unasked and lifecycle.next(position) is None:
            return Answer(partnership, lifecycle, None)
        report = engine.check(
            partnership,
            None if self.to is None else move_named(lifecycle, self.to),
            on=self.terms.on,
            against=self.checklist,
            decision=self.decision,
            profile=self.terms.profile,
            lifecycle=lifecycle,
        )
        return Answer(partnership, lifecycle, report)

    def shown(self, answer: Answer) -> None:
        """Print an answer for people."""
        out, on = page(), self.terms.on
        if answer.report is None:
            status.heading(out, answer.partnership, answer.lifecycle, on)
            out.text("No move leads on; --against checks it against a checklist.")
        else:
            findings.check_page(
                answer.partnership,
                answer.lifecycle,
                answer.report,
                out,
                all_=self.all_,
                brief=self.brief,
            )
        show(out)

    def data(self, file: str, answer: Answer) -> structured.Plain:
        """Return an answer for programs."""
        then = answer.partnership.as_of(self.terms.on)
        on, profile = str(self.terms.on), self.terms.profile.name
        told = (
            structured.nothing_ahead_data(then, on, profile)
            if answer.report is None
            else structured.report_data(answer.report)
        )
        return {"file": file, **told}


@click.command("check")
@click.argument("files", nargs=-1, required=True, type=DOSSIER, metavar="FILE...")
@click.option(
    "--for",
    "to",
    metavar="MOVE|PHASE",
    shell_complete=completing.moves,
    help="The move asked about, or the phase it leads to.",
)
@click.option(
    "--against",
    metavar="CHECKLIST|FILE",
    shell_complete=completing.checklists,
    help="A checklist instead of a guard, such as definition, or a factor, such as c2.",
)
@click.option(
    "--decision", metavar="ID", help="Judge this decision as well, as the one the move rests on."
)
@click.option(
    "--all", "all_", is_flag=True, help="Spell out the findings that are not in the way, too."
)
@click.option("--brief", is_flag=True, help="A line for each finding that is in the way.")
@terms(on_option, profile_option, lifecycle_option, viewer_option, format_option)
def check_command(
    asked: Terms,
    files: tuple[str, ...],
    to: str | None,
    against: str | None,
    decision: str | None,
    all_: bool,
    brief: bool,
) -> None:
    """Check what a move or a checklist asks for, finding by finding.

    Without --for and --against it asks about the next move forward. FILE may be a
    folder, and there may be several. Exit status: 0 all open, 1 any closed, 2 any
    that cannot be read.

    \b
    Examples
      msp check mine.yaml
      msp check mine.yaml --for implementation --on 2021-03-01
      msp check mine.yaml --against definition --all
      msp check partnerships/ --against c2 --format json
    """  # noqa: D301 - click reads the escape as a mark
    if to is not None and against is not None:
        raise click.UsageError("Give --for or --against, not both.")
    checklist = None if against is None else checklist_for(against)
    question = Question(asked, to, checklist, decision, all_, brief)
    names = list(dossiers(files))
    if len(names) == 1 and not any(Path(file).is_dir() for file in files):
        answer = question.ask(names[0])
        _show(question, names[0], answer)
        raise click.exceptions.Exit(int(answer.word == "closed"))
    raise click.exceptions.Exit(_check_many(question, names))


def _show(question: Question, name: str, answer: Answer) -> None:
    if question.terms.json:
        show_data(question.data(name, answer))
    else:
        question.shown(answer)


def _check_many(question: Question, names: list[str]) -> int:
    """Put a question to many dossiers; one that cannot be read does not keep the others from being checked."""
    data: list[structured.Plain] = []
    counts: Counter[str] = Counter()
    for name in names:
        try:
            answer = question.ask(name)
        except MspError as mistake:
            complain(mistake)
            counts["unreadable"] += 1
            data.append({"file": name, "error": str(mistake)})
            continue
        counts[answer.word] += 1
        if question.terms.json:
            data.append(question.data(name, answer))
        else:
            _headline(name)
            question.shown(answer)
    if question.terms.json:
        show_data(data)
    else:
        _headline(_summary(counts))
    return 2 if counts["unreadable"] else int(counts["closed"] > 0)


def _headline(text: str) -> None:
    out = page()
    out.lines.append("")
    out.title(f"== {text} ==")
    show(out)


def _summary(counts: Counter[str]) -> str:
    total = words.many(sum(counts.values()), "dossier")
    return f"{total}: {', '.join(f'{count} {word}' for word, count in counts.items() if count)}"
