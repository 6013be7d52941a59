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
# # How much do the assumptions matter?
#
# The default scenario rests on few published figures and many assumptions.
# A figure that it gives is worth as much as the answer to this question: would another sensible set of assumptions
# have given another one?

# %%
from msp_lifecycle import simulation as sim

base = sim.Scenario.default()
assumed = [one for one in base.hazards if one.basis.startswith(("assumed", "rate assumed"))]
print(f"{len(assumed)} of {len(base.hazards)} rates are assumed, such as")
for one in assumed[:3]:
    print(f"  {one.name}: {one.rate:g} a month [{one.basis}]")

# %% [markdown]
# ## One at a time: a sweep
#
# How does the chance to have reached Implementation within five years depend on how often people are ready to move on?
# Rates from half to twice the assumed ones:

# %%
ready = sim.Assumption.rate(0.5, 2.0, move="advance")
grid = {f"times {x:g}": ready.change(base, x) for x in (0.5, 0.75, 1.0, 1.5, 2.0)}
swept = sim.sweep(grid, "implementation", partnerships=20_000, months=60, rng=7)
_ = swept.plot()

# %% [markdown]
# ## All at once: Morris
#
# Each assumption gets a range in which every value is as likely.
# Morris' method walks through these ranges changing one assumption at a time, from many beginnings.
# All runs share their random numbers, so what differs between two of them is the assumption.

# %%
doubted = [
    sim.Assumption.rate(0.5, 2.0, move="advance"),
    sim.Assumption.rate(0.5, 2.0, move="end", reason="abandoned"),
    sim.Assumption.rate(0.5, 2.0, move="loop_back"),
    sim.Assumption.effect(0.0, 2.0),
    sim.Assumption.attractor(-0.05, 0.05),
    sim.Assumption.persistence(0.90, 0.96),
    sim.Assumption.noise(0.5, 1.5),
]
options = {"partnerships": 4_096, "months": 60, "rng": 7}
screened = sim.sensitivity(base, doubted, "implementation", samples=16, **options)
screened

# %%
_ = screened.plot()

# %% [markdown]
# `mu_star` is by how much the chance changes over an assumption's whole range, on average; `sigma` is large where that
# depends on the other assumptions.
# The *sizes* of effects, which no source gives, matter least.
# What levels tend to and how long they stay away from it matter most: they decide how long a guard stays closed.
#
# ## Shares of the variance: Sobol
#
# For the five that matter most, how much of the variance is each one's own, and how much is shared?

# %%
names = set(screened["assumption"][:5].tolist())
leading = [one for one in doubted if one.name in names]
split = sim.sensitivity(base, leading, "implementation", method="sobol", samples=64, **options)
_ = split.plot()

# %% [markdown]
# The intervals are wide, and they say so: more `samples` make them narrower.
#
# ## Does the answer about the secretariat hold?
#
# [A secretariat from the start pays off](../secretariat/) in the default scenario.
# Does it in the others?
# We measure the *gain* at each point: one run without and one with, of the same partnerships.


# %%
def gain(run: sim.Ensemble) -> float:
    """Return by how much a secretariat raises the chance to have reached Implementation."""
    helped = run.scenario.intervene("secretariat", 0.4)
    size = {"partnerships": run.partnerships, "months": run.months, "rng": 7}
    pair = (sim.simulate(one, **size) for one in (run.scenario, helped))
    return sim.compare(*pair).difference("implementation")["difference"][-1]


doubts = sim.sensitivity(base, doubted, gain, samples=8, **(options | {"partnerships": 2_048}))
least, most = doubts.measurements.min(), doubts.measurements.max()
print(f"The gain lies between {100 * least:.0f} and {100 * most:.0f} percentage points.")

# %%
_ = doubts.plot()

# %% [markdown]
# So its size is open, and its sign is not, within these ranges.
# That is the kind of sentence that this model can support.
