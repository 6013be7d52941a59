"""Running a scenario with dynamics of the user's own: all partnerships side by side, month by month."""

from collections.abc import Callable

import numpy as np

from msp_lifecycle.simulation.gathering import Gathered, Result, counted
from msp_lifecycle.simulation.kernels.arithmetic import keys_of
from msp_lifecycle.simulation.kernels.tables import Floats
from msp_lifecycle.simulation.kernels.together import Together, together
from msp_lifecycle.simulation.kernels.traces import room
from msp_lifecycle.simulation.months import Month, Update
from msp_lifecycle.simulation.program import Program
from msp_lifecycle.simulation.scenario import Scenario


def side_by_side(
    program: Program,
    scenario: Scenario,
    entropy: int,
    partnerships: int,
    levels: int,
    update: Update,
    told: Callable[[int, int], None],
) -> tuple[Gathered, Floats | None]:
    """Simulate all partnerships at once, with dynamics of the user's own."""
    tables, rules = program.tables, scenario.rules
    names = [state.name for state in program.states]
    phase = np.array([rules.phases.index(s.phase) if s.phase else -1 for s in program.states])

    def sight(step: int, batch: Together, before: Floats, usual: Floats) -> Floats:
        told(step * partnerships // tables.steps, partnerships)
        share = (batch.occupancy / partnerships).tolist()
        since = np.full(batch.size, step, np.int32)
        return update(
            Month(
                number=(step + 1) * scenario.step,
                levels=before,
                attractor=batch.attractor(),
                noise=batch.noise(since, batch.word(tables.words - 1, since)),
                usual=usual,
                partnership=batch.lane,
                phase=phase[batch.state],
                occupancy=dict(zip(names, share, strict=True)),
                rules=rules,
            )
        )

    gone = np.tile(program.ended, len(tables.share))
    traces = room(tables, levels)
    moves = together(tables, keys_of(entropy, 0, partnerships), gone, traces, sight)
    found = Gathered(partnerships)
    found.add(Result(moves, counted(moves, len(tables.target) - 1, tables.steps)), partnerships)
    told(partnerships, partnerships)
    return found, traces if levels else None
