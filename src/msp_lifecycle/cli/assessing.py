"""The commands `assess` and `questionnaire`: what the partners themselves think."""

import click

from msp_lifecycle.assessment import AnswersMismatch, assess
from msp_lifecycle.cli import completing
from msp_lifecycle.cli.options import (
    Terms,
    file_argument,
    format_option,
    on_option,
    profile_option,
    terms,
    viewer_option,
)
from msp_lifecycle.cli.output import emit, page, show, show_data
from msp_lifecycle.cli.reading import STDIN, instrument_for, read
from msp_lifecycle.formats import DossierError, Problem
from msp_lifecycle.formats.places import misplaced
from msp_lifecycle.report import assessment

instrument_option = click.option(
    "--instrument",
    "instrument_name",
    default="seventeen_factors",
    show_default=True,
    metavar="NAME|FILE",
    shell_complete=completing.instruments,
    help="The questionnaire: seventeen_factors, or a file of your own.",
)


@click.command("assess")
@file_argument
@instrument_option
@click.option(
    "--by",
    type=click.Choice(["sector", "group"]),
    default="sector",
    show_default=True,
    help="What respondents are grouped by.",
)
@click.option("--all", "all_", is_flag=True, help="Show every question, too.")
@terms(on_option, profile_option, viewer_option, format_option)
def assess_command(asked: Terms, file: str, instrument_name: str, by: str, all_: bool) -> None:
    """Put together what the partners in FILE have answered about their partnership.

    Results come by success factor and by group of respondents, with their spread;
    there is no total. Of few answers nothing is said (fewest_respondents in the
    profile), and what could give them away is left out as well.

    \b
    Examples
      msp assess mine.yaml
      msp assess mine.yaml --all --on 2024-06-01
      msp assess mine.yaml --instrument pulse.yaml --format json
    """  # noqa: D301 - click reads the escape as a mark
    partnership = read(file, asked.viewer)
    least = max(2, int(asked.profile.limit("fewest_respondents").value))
    instrument = instrument_for(instrument_name)
    try:
        found = assess(partnership, instrument, on=asked.on, least=least, by=by)
    except AnswersMismatch as mismatch:
        raise _located(file, mismatch) from mismatch
    if asked.json:
        show_data({"partnership": partnership.id, **assessment.assessment_data(found)})
    else:
        show(assessment.assessment_page(partnership, found, page(), all_=all_))


def _located(file: str, mismatch: AnswersMismatch) -> DossierError:
    if file != STDIN:
        return misplaced(file, mismatch.problems)
    return DossierError(
        Problem(kind="consistency", file="<stdin>", path=path, message=sentence)
        for path, sentence in mismatch.problems
    )


@click.command("questionnaire")
@instrument_option
@click.option(
    "--format",
    "kind",
    type=click.Choice(["text", "yaml"]),
    default="text",
    show_default=True,
    help="To be printed, or a response to be filled in and put into a dossier.",
)
@terms(on_option)
def questionnaire_command(asked: Terms, instrument_name: str, kind: str) -> None:
    """Print a blank questionnaire.

    \b
    Examples
      msp questionnaire
      msp questionnaire --format yaml >> mine.yaml
      msp questionnaire --instrument pulse.yaml
    """  # noqa: D301 - click reads the escape as a mark
    instrument = instrument_for(instrument_name)
    if kind == "yaml":
        emit(assessment.blank_response(instrument, str(asked.on)))
    else:
        show(assessment.questionnaire_page(instrument, page()))
