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
# # Silence is not survival
#
# What do records of real partnerships tell about how long they live?
# Few raw data are to be had, and fewer with a licence.
# So this study works with counts that were published and read, and says of each what can be learned from it, how
# precisely, and where it ends.
#
# | Who | Counts | Read at |
# |---|---|---|
# | Community coalitions in the United States, after a federal grant | 260 with a grant 2000 to 2006; of 165 that answered in spring 2011, 113 still working, 35 dissolved, 17 had reached their goals or were no longer needed | [ASPE](https://aspe.hhs.gov), findings on the sustainability of coalitions |
# | Communities That Care, Pennsylvania | 110 sites; 90 % went on after three years of initial funding, about two thirds were operating four years later, 3 to 8 % ended each year | [PubMed 18471585](https://pubmed.ncbi.nlm.nih.gov/18471585/) |
# | Climate Initiatives Platform | 287 initiatives with a year of start, 3,191 initiative-years, 29 stated ends by June 2023 | counted from a copy of the platform of 2023-06-11 |
# | UN Global Compact | 285 of 3,404 companies whose report was due were expelled in the first half of 2014, 372 of 3,760 in the second | press releases of the Compact |
# | Alliances in a laboratory | 1,021 alliances of two or three players, in eight groups | counted from the data of Solinas' [alliance dynamics experiment](https://github.com/GiuliaSolinas/Alliance-Dynamics-Experiment) (MIT) |

# %%
import numpy as np

from msp_lifecycle import learning as learn
from msp_lifecycle.results import Table
from msp_lifecycle.results.figure import INK, SECOND, axes, finish

ENDS = ("ended: dissolved", "ended: goal_achieved")
MOVES = [("active", end) for end in ENDS]

# %% [markdown]
# ## Coalitions after the grant
#
# Nobody knows when the 52 coalitions that no longer worked had ended, so each is a visit: active at the beginning, found
# in some state later.
# Grants began 5 to 11 years before the survey; 8 is taken for all, which is a simplification.
# The 95 that did not answer may be in any of the three states, and a row can say so.


# %%
def coalitions(silent: list[str]) -> learn.EventLog:
    """Return the log of all 260, given what is taken of the 95 that did not answer."""
    found = ["active"] * 113 + [ENDS[0]] * 35 + [ENDS[1]] * 17 + silent
    rows = []
    for i, state in enumerate(found):
        rows += [(f"c{i}", 0.0, "active", "seen"), (f"c{i}", 8.0, state, "seen")]
    return learn.EventLog.from_rows(rows, unit="years")


def still_active(log: learn.EventLog) -> tuple[float, float, float]:
    """Return the share that is active after 8 years, with its interval."""
    model = learn.fit_panel(log.visits(), moves=MOVES)
    row = model.probabilities(8.0).records()[0]
    return row["probability"], row["low"], row["high"]


taken = {
    "like those who answered": ["|".join(["active", *ENDS])] * 95,
    "active: silence is survival": ["active"] * 95,
    "dissolved: silence is an end": [ENDS[0]] * 95,
}
answers = np.array([still_active(coalitions(silent)) for silent in taken.values()])
Table(
    "Coalitions active after 8 years",
    {
        "the silent are taken to be": np.array(list(taken), object),
        **dict(zip(("share", "low", "high"), answers.T, strict=True)),
    },
)

# %% [markdown]
# The first row is the honest answer *if* those who did not answer are like those who did.
# They need not be: a coalition that no longer exists has nobody to fill in a form.
# How many of the silent ones would have to be gone for the answer to change?

# %%
gone = np.arange(0, 96, 5)
curve = np.array([still_active(coalitions([ENDS[0]] * n + ["active"] * (95 - n))) for n in gone])
ax = axes()
ax.fill_between(gone, curve[:, 1], curve[:, 2], color=INK, alpha=0.2, linewidth=0)
ax.plot(gone, curve[:, 0], color=INK, label="estimate, with 95 % band")
ax.axhline(answers[0, 0], color=SECOND, linestyle="--", label="if the silent are like the others")
ax.set(xlim=(0, 95), ylim=(0, 1))
ax.legend(frameon=False, fontsize=8, loc="lower left")
_ = finish(ax, "dissolved among the 95 silent", "active after 8 years", "What silence decides")

# %% [markdown]
# **What can be learned**: between 43 % and 80 % were active, whatever the silent ones are.
# The band is five to seven points wide on either side and about chance alone; silence moves the answer by 37 points.
# A third of the endings that were told were successes, which a count of "not sustained" hides.
#
# **What cannot**: when they ended, and what an end is.
# Four in five of the 52 still had an activity running: what counts as an end is a definition, and not a fact.
#
# ## The cliff after the seed money
#
# Of 110 sites 99 were active after three years, and 73 after seven.
# A rate that may change when the money ends:

# %%
rows = []
for i in range(110):
    rows.append((f"s{i}", 0.0, "active", "seen"))
    rows.append((f"s{i}", 3.0, "active" if i < 99 else "ended", "seen"))
    if i < 99:
        rows.append((f"s{i}", 7.0, "active" if i < 73 else "ended", "seen"))
sites = learn.EventLog.from_rows(rows, unit="years")
cliff = learn.fit_panel(sites.visits(), moves=[("active", "ended")], cuts=[3.0])
cliff.rates()

# %%
_ = cliff.plot()

# %% [markdown]
# **What can be learned**: the rate after the money is about twice the rate before, and lies within what the authors
# report year by year.
#
# **What cannot**: how the sites differ; the counts say nothing of board functioning, which the authors found to matter.
#
# ## Rules of exit: a laboratory
#
# Where everything is observed, there is no silence.
# In games with much or little competition, students formed alliances of two or three, with or without a cost of leaving.
# Of each group we know how many there were, how many ended because somebody left, and the share that ended in each
# period, so that the periods at risk follow.

# %%
GROUPS = [  # competition, three players, cost of leaving, alliances, ended, ended per period
    (0, 0, 0, 156, 6, 0.0030),
    (0, 0, 1, 149, 3, 0.0016),
    (0, 1, 0, 104, 19, 0.0162),
    (0, 1, 1, 92, 9, 0.0080),
    (1, 0, 0, 144, 50, 0.0379),
    (1, 0, 1, 168, 8, 0.0039),
    (1, 1, 0, 104, 88, 0.2385),
    (1, 1, 1, 104, 30, 0.0282),
]


def laboratory() -> learn.Stays:
    """Return a stay for each alliance; for a constant rate only their sum in a group matters."""
    count, ended = (np.array([one[k] for one in GROUPS]) for k in (3, 4))
    of = np.repeat(np.arange(len(GROUPS)), count)
    long = (ended / np.array([one[5] for one in GROUPS]) / count)[of]
    number = np.arange(len(of)) - np.repeat(np.cumsum(count) - count, count)
    names = ("competition", "three players", "cost of leaving")
    return learn.Stays(
        states=("allied", "ended"),
        partnership=np.arange(len(of), dtype=np.int32),
        state=np.zeros(len(of), np.int32),
        entry=np.zeros(len(of)),
        exit=long,
        to=np.where(number < ended[of], 1, -1).astype(np.int32),
        since=np.zeros(len(of)),
        covariates={
            name: np.array([float(one[k]) for one in GROUPS])[of] for k, name in enumerate(names)
        },
        unit="periods",
    )


alliances = laboratory()
rules = learn.fit_hazards(alliances, effects=tuple(alliances.covariates))
rules.effects()

# %%
_ = rules.plot()

# %% [markdown]
# **What can be learned**: a cost of leaving cuts the rate of endings to a seventh; alliances of three end six times as
# often as those of two, and rivals ten times as often as those who gain from each other.
#
# **What cannot**: that partnerships of organisations behave like students with a few coins at stake; and rates in the
# experiment peak in the second period, which a constant rate averages out.
#
# ## A register that only adds
#
# The Climate Initiatives Platform lists initiatives and, for some, a stated end.
# For a constant rate it does not matter how the 3,191 initiative-years are spread over the 287.

# %%
rows = [(f"i{i}", 0.0, "active", "exact") for i in range(287)]
rows += [
    (f"i{i}", 3191 / 287, "ended" if i < 29 else "active", "exact" if i < 29 else "censored")
    for i in range(287)
]
platform = learn.EventLog.from_rows(rows, unit="years")
learn.transition_counts(platform)

# %% [markdown]
# Less than one in a hundred a year, and a narrow interval.
# It is a rate of *stated* endings.
# Had these initiatives ended like the sites above, at 3 to 8 % a year, the platform would have been told of one ending
# in three to nine; in another well-kept register of 315 partnerships, 9 % had no status at all
# ([SIDS partnerships, May 2018](https://sdg.iisd.org)).
#
# ## A register that acts on silence
#
# The UN Global Compact expels companies that do not report.


# %%
def half_year(due: int, expelled: int) -> dict[str, float]:
    """Return the share of those due that was expelled within six months."""
    rows = [(f"p{i}", 0.0, "listed", "exact") for i in range(due)]
    rows += [(f"p{i}", 6.0, "ended: delisted", "exact") for i in range(expelled)]
    rows += [(f"p{i}", 6.0, "listed", "censored") for i in range(expelled, due)]
    return learn.cumulative_incidence(learn.EventLog.from_rows(rows)).table().records()[-1]


halves = [half_year(3404, 285), half_year(3760, 372)]
Table(
    "Delisted for silence within half a year",
    {
        "half of 2014": np.array(["first", "second"], object),
        **{key: np.array([one[key] for one in halves]) for key in ("share", "low", "high")},
    },
)

# %% [markdown]
# **What can be learned**: of those due, one in ten to twelve falls silent for good in half a year, and the two halves
# differ by more than chance.
#
# **What cannot**: whether a company that stopped reporting stopped cooperating.
# Here silence is counted as an end, and again nobody asked.
#
# ## How far off one can be
#
# With a truth that is known, the ways to treat silence can be told apart.
# A thousand partnerships end at 5 % a year.
# They are asked every two years for ten years; of those that end, one in five says so.

# %%
rng = np.random.default_rng(1)
life, told = rng.exponential(1 / 0.05, 1000), rng.random(1000) < 0.2
ended = (life < 10) & told


def dated(last_heard: np.ndarray) -> learn.EventLog:
    """Return the log in which whoever did not say that it had ended is observed until it was last heard of."""
    rows = [(str(i), 0.0, "active", "exact") for i in range(1000)]
    for i in range(1000):
        if ended[i]:
            rows.append((str(i), life[i], "ended", "exact"))
        elif last_heard[i] > 0:
            rows.append((str(i), last_heard[i], "active", "censored"))
    return learn.EventLog.from_rows(rows, unit="years")


survival = dated(np.full(1000, 10.0))
nothing = dated(2 * (np.minimum(life, 10.0) // 2))

# %% [markdown]
# 1. *Silence taken for survival*: whoever did not report an end is alive.
# 2. *Silence taken for nothing*: whoever falls silent is censored at the last report.
#    It looks careful and is hardly better, because those who fall silent are those who end.
# 3. *Silence followed up*: somebody finds out, at the next date, that the partnership is no more.
#    Then the ends are known to within two years, which is what panel models are for.

# %%
rows = [(str(i), 0.0, "active", "seen") for i in range(1000)]
for i in range(1000):
    for year in (2.0, 4.0, 6.0, 8.0, 10.0):
        if year - 2 < life[i]:
            rows.append((str(i), year, "active" if life[i] > year else "ended", "seen"))
followed = learn.EventLog.from_rows(rows, unit="years")
panel = learn.fit_panel(followed.visits(), moves=[("active", "ended")])

found = [learn.transition_counts(log).records()[0] for log in (survival, nothing)]
found.append(panel.rates().records()[0])
ways = ("survival", "nothing", "followed up")
Table(
    "Ended per year; the truth is 0.05",
    {
        "silence is": np.array(ways, object),
        **{key: np.array([one[key] for one in found]) for key in ("rate", "low", "high")},
    },
)

# %%
ax = axes()
years = np.linspace(0, 10, 51)
ax.plot(years, np.exp(-0.05 * years), color="0.5", linewidth=4, alpha=0.5, label="the truth")
for log, style, name in ((survival, "--", "is survival"), (nothing, ":", "is nothing")):
    curve = learn.cumulative_incidence(log, "ended").surviving(at=years)
    ax.step(years, curve["share"], style, where="post", color=SECOND, label=f"silence {name}")
table = panel.prevalence(list(range(0, 11, 2)), until=10.0)
alive = table["state"] == "active"
ax.plot(table["time"][alive], table["expected_share"][alive], "o-", color=INK, label="followed up")
ax.set(xlim=(0, 10), ylim=(0, 1))
ax.legend(frameon=False, fontsize=8, loc="lower left")
_ = finish(ax, "years", "share not ended", "Three ways to treat silence")

# %% [markdown]
# Only the last interval holds the truth.
# The first two are narrow, and wrong by a factor of four or five; more partnerships would make them narrower and no less
# wrong.
# So before you fit anything, find out what became of a sample of the silent ones.
# A few telephone calls are worth more than any estimator here.
