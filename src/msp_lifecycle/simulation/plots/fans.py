# pyright: basic
# (matplotlib is not always there)
"""How levels spread over the months: medians with bands that hold a half and nine tenths."""

from typing import TYPE_CHECKING, Any

import numpy as np

from msp_lifecycle.results.figure import FILL, INK, axes, finish

if TYPE_CHECKING:
    from msp_lifecycle.simulation.ensemble import Ensemble


def plot_fan(ensemble: "Ensemble", factor: str, *, ax: Any = None) -> Any:
    """Draw how the level of a factor spreads among the partnerships that have not ended.

    Args:
        ensemble: simulated with `levels=`, so that it kept those of a sample.
        factor: its code, its title, or a word of its title.
        ax: axes to draw on.

    Raises:
        ScenarioError: if the ensemble kept no levels.
        UnknownName: if there is no such factor.
    """
    rules = ensemble.scenario.rules
    code, table = rules.factor(factor), ensemble.level_fans()
    mine = table["factor"] == code
    month = table["month"][mine]
    band = {name: table[name][mine] for name in ("p05", "p25", "p50", "p75", "p95")}
    ax = axes(ax)
    ax.fill_between(month, band["p05"], band["p95"], color=FILL, alpha=0.3, lw=0, label="90 %")
    ax.fill_between(month, band["p25"], band["p75"], color=FILL, alpha=0.8, lw=0, label="50 %")
    ax.plot(month, band["p50"], color=INK, label="median")
    ax.set(xlim=(0, ensemble.months), ylim=(0, 1), yticks=np.linspace(0, 1, 6))
    ax.legend(loc="lower right", frameon=False, fontsize=8, ncols=3)
    title = next(one.title for one in rules.factors if one.code == code)
    kept = f"{len(ensemble.kept):,} kept, those not ended"
    return finish(ax, "months", "level (share of criteria)", f"{title} ({code}); {kept}")
