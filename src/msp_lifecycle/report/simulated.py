"""What simulations say, on a page for people who have never simulated anything."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from msp_lifecycle.report.page import Page

if TYPE_CHECKING:  # they bring NumPy, which is an extra; whoever has one of them has it
    from msp_lifecycle.results.table import Table
    from msp_lifecycle.simulation import Comparison, Ensemble, Forecast, Levers

NOT_A_PREDICTION = "What the assumptions come to, not a prediction about these people."
LEVEL = "A level is the share of a factor's criteria that stand; msp status shows how many do."
ALONE = "All else stays as it is: raising one factor costs nothing here and moves no other."


def forecast_page(forecast: "Forecast", page: Page, again: str) -> Page:
    """Write what may become of one partnership.

    Args:
        forecast: to tell.
        page: to write on.
        again: how to have the same numbers again.
    """
    from msp_lifecycle.simulation.forecasting import in_hundred

    run, table = forecast.ensemble, forecast.outcomes()
    page.title(forecast.subject or run.scenario.name)
    since = f" from {forecast.on}" if forecast.on else ""
    page.text(f"What may become of it in {run.months} months{since}.")
    page.gap()
    page.title("Of 100 partnerships like this one")
    ranges = [in_hundred(low, high) for low, high in zip(table["low"], table["high"], strict=True)]
    wide = max(map(len, ranges))
    outcomes = zip(ranges, table["outcome"], strict=True)
    page.table([(one.rjust(wide), f"will {outcome}") for one, outcome in outcomes])
    page.gap()
    page.title("Where those 100 will be")
    _where(run, page)
    page.gap()
    page.title("What this rests on")
    _listed(page, forecast.assumptions)
    page.faint(again)
    return page


def _where(run: "Ensemble", page: Page) -> None:
    """Write who is where at a few moments, a column for each; what is under one in a hundred stays empty."""
    names, counts = run.places()
    seen = [index for index in range(len(names)) if counts[:, index].any()]
    steps = _moments(run, most=min(6, max(2, (page.width - 26) // 6)))
    of, step = run.partnerships, run.scenario.step
    _figures(
        page,
        [
            ("after months", *(str(at * step) for at in steps)),
            *(
                (
                    names[index].replace("_", " "),
                    *(str(round(100 * int(counts[at, index]) / of) or "") for at in steps),
                )
                for index in seen
            ),
        ],
    )


def _moments(run: "Ensemble", most: int) -> list[int]:
    """Return a few steps, evenly spread, the last one included."""
    last = len(run.in_state) - 1
    number = min(most, last)
    return [round(last * part / number) for part in range(1, number + 1)]


def _figures(page: Page, rows: Sequence[tuple[str, ...]]) -> None:
    """Write rows of a name and figures, which stand to the right of their columns."""
    if rows:
        widths = [max(len(row[i]) for row in rows) for i in range(1, len(rows[0]))]
        page.table(
            [
                (
                    row[0],
                    *(cell.rjust(width) for cell, width in zip(row[1:], widths, strict=True)),
                    "",  # the last column of a page is for texts, which are wrapped
                )
                for row in rows
            ]
        )


def _listed(page: Page, sentences: Iterable[str]) -> None:
    for one in sentences:
        page.text(f"- {one}", 2, 4)


def levers_page(levers: "Levers", page: Page, again: str, subject: str = "") -> Page:
    """Write which factor helps most; arguments as for `forecast_page`, and the partnership's name."""
    following = levers.following.replace("_", " ").capitalize()
    now = float(levers["base"][0])
    page.title(subject or levers.scenario.name)
    page.text(
        f"Of 100 partnerships like this one, {100 * now:.0f} will have reached {following} within "
        f"{levers.within} months."
    )
    page.text(f"So many more would if one level were {levers.raised_by:+g} from now on (95 %):")
    page.gap()
    helps = [row for row in levers.records() if row["low"] > 0 or row["high"] < 0]
    wide = max((len(_range(row["low"], row["high"])) for row in helps), default=0)
    page.table(
        [
            (row["factor"], _range(row["low"], row["high"]).rjust(wide), row["title"])
            for row in helps
        ]
    )
    rest = [row["factor"] for row in levers.records() if row not in helps]
    if rest:
        page.text(f"No difference to be seen: {', '.join(sorted(rest))}.", 2, 4)
    page.gap()
    page.title("What this rests on")
    ranges = (
        f"The ranges (95 %) are those of {levers.partnerships:,} simulated partnerships, the same ones "
        "for each factor; doubts about the assumptions are larger."
    )
    _listed(page, (NOT_A_PREDICTION, LEVEL, ALONE, ranges))
    page.faint(again)
    return page


def _range(low: float, high: float) -> str:
    """Return an interval of differences as so many more in a hundred."""
    return f"{100 * low:+.1f} to {100 * high:+.1f}"


def ensemble_page(run: "Ensemble", page: Page, again: str) -> Page:
    """Write what became of many partnerships; arguments as for `forecast_page`."""
    page.title(f"{run.partnerships:,} partnerships over {run.months} months")
    page.text(
        f"{run.scenario.name}; everybody begins in {run.scenario.phase.replace('_', ' ')}, "
        f"{run.scenario.standing}."
    )
    page.gap()
    page.title("How they ended (95 %)")
    endings = run.endings()
    _figures(page, [_share(one, endings, row) for row, one in enumerate(endings["reason"])])
    if run.moves is not None:  # counts alone do not tell who has been somewhere
        page.gap()
        page.title("Reached at some time (95 %)")
        phases = [phase for phase in run.scenario.rules.phases if phase != run.scenario.phase]
        _figures(page, [_share(phase, run.cumulative_incidence(phase), -1) for phase in phases])
    page.gap()
    page.title("Mean months in each phase (95 %)")
    _months(run, page)
    page.gap()
    page.title("Of 100, where they are")
    _where(run, page)
    page.gap()
    _listed(
        page,
        (
            NOT_A_PREDICTION,
            "The ranges are those of the simulation alone.",
            "msp simulate --describe lists every assumption with its source.",
        ),
    )
    page.faint(again)
    return page


def _months(run: "Ensemble", page: Page) -> None:
    rows = run.restricted_mean_time().records()
    _figures(
        page,
        [
            (_words(row["phase"]), f"{row['mean']:.1f}", f"{row['low']:.1f} to {row['high']:.1f}")
            for row in rows
            if not row["phase"].startswith("ended: ")
        ],
    )


def comparison_page(comparison: "Comparison", page: Page, again: str) -> Page:
    """Write what a change does; arguments as for `forecast_page`."""
    base = comparison.base
    page.title(f"{base.partnerships:,} partnerships over {base.months} months, with and without")
    page.text(f"Without: {base.scenario.name}.", 0, 2)
    page.text(f"With: {comparison.change}. The same partnerships, with the same luck.", 0, 2)
    page.gap()
    page.title("How they ended: % without, % with, and the difference (95 %)")
    _figures(page, [_differs(row["reason"], row) for row in comparison.endings().records()])
    page.gap()
    page.title("Reached at some time: % without, % with, and the difference (95 %)")
    phases = [phase for phase in base.scenario.rules.phases if phase != base.scenario.phase]
    rows = [(phase, comparison.difference(phase).records()[-1]) for phase in phases]
    _figures(page, [_differs(phase, row) for phase, row in rows])
    page.gap()
    page.title("Mean months in each phase: without, with, and the difference (95 %)")
    months = comparison.restricted_mean_time().records()
    stays = [row for row in months if not row["phase"].startswith("ended: ")]
    _figures(page, [_differs(row["phase"], row, 1) for row in stays])
    page.gap()
    _listed(
        page,
        (
            NOT_A_PREDICTION,
            "The ranges are those of the simulation alone, paired partnership by partnership.",
        ),
    )
    page.faint(again)
    return page


def _differs(name: str, row: dict[str, float], by: float = 100) -> tuple[str, ...]:
    base, changed, low, high = (by * row[key] for key in ("base", "changed", "low", "high"))
    return _words(name), f"{base:.1f}", f"{changed:.1f}", f"{low:+.1f} to {high:+.1f}"


def _share(name: str, table: "Table", row: int) -> tuple[str, ...]:
    share, low, high = (100 * float(table[key][row]) for key in ("share", "low", "high"))
    return _words(name), f"{share:.1f} %", f"{low:.1f} to {high:.1f} %"


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()
