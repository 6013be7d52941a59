# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # One dossier: what may become of it, and what would help
#
# The Global Connectivity Partnership Dialogue of 2020 is one of the examples that come with the library.
# We read its dossier as of a day and look two years ahead.

# %%
import datetime as dt
from pathlib import Path

import msp_lifecycle as msp
from msp_lifecycle import simulation as sim
from msp_lifecycle.simulation import plots

here = Path.cwd()
examples = next(one / "examples" for one in (here, *here.parents) if (one / "examples").is_dir())
partnership = msp.load(examples / "connectivity.yaml")
day = dt.date(2020, 9, 15)
partnership.as_of(day).position.words

# %% [markdown]
# ## Where it begins
#
# Phase and standing are those of its recorded moves, and the level of each factor is the share of its criteria that
# stand on the day.
# What nobody wrote down does not stand: a thin dossier begins low, which is a statement about the dossier as well.

# %%
levels = msp.levels(partnership, on=day)
low = {code: f"{one.stood} of {one.of}" for code, one in levels.items() if one.stood / one.of < 0.2}
low

# %% [markdown]
# ## The forecast

# %%
outlook = sim.forecast(partnership, on=day, months=24, partnerships=50_000, rng=7)
outlook

# %% [markdown]
# The text at the bottom belongs to the numbers: most of the rates are assumed, and the ranges are those of the
# simulation alone.
# `outlook.chances()` has the numbers of the picture, month by month; `msp forecast FILE` prints the same on a terminal.

# %%
_ = outlook.plot()

# %% [markdown]
# ## The levers
#
# Which success factor, raised by 0.2 from now on, would most raise the chance of reaching the next phase?

# %%
levers = sim.levers(partnership, on=day, raised_by=0.2, within=24, partnerships=20_000, rng=7)
_ = levers.plot()

# %% [markdown]
# Learning (E3) leads because the guard to Further development asks for it and the records show little of it.
# `msp check` says which criteria of E3 are missing, and what to do about each.
#
# ## Doing something about it
#
# Levels do not jump.
# If the partners take up learning in earnest, its level *tends* to a higher value and follows by and by; with
# `acts="attractor"` the simulation does the same.

# %%
now = sim.Scenario.starting_from(partnership, on=day)
plan = now.intervene("E3", +0.3, from_month=6, acts="attractor", basis="a plan")
size = {"partnerships": 50_000, "months": 24, "rng": 7}
as_it_is, planned = sim.simulate(now, **size), sim.simulate(plan, **size, levels=500)
effect = sim.compare(as_it_is, planned)
_ = effect.plot("further_development", "abandoned")

# %%
_ = plots.plot_fan(planned, "E3")

# %% [markdown]
# The fan shows the level of E3 in a sample of 500 that have not ended: flat for half a year, then rising.
# The chance rises later still, because a level that is high enough only lets people try.
