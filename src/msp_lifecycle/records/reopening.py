"""What loop-backs have reopened and no decision has settled since."""

import datetime as dt
from typing import TYPE_CHECKING

from msp_lifecycle.records.topics import Topic

if TYPE_CHECKING:
    from msp_lifecycle.records.partnership import Partnership


def reopened(partnership: "Partnership") -> dict[Topic, dt.date]:
    """Return each topic that stands reopened, with the day of the latest loop-back that reopened it.

    A topic is settled by an adopted decision that names it in `settles`, taken on or after that day, other than
    the decision that the loop-back itself rests on.
    """
    since: dict[Topic, tuple[dt.date, str | None]] = {}
    for move in partnership.moves:
        for topic in move.reopens:
            since[topic] = (move.on, move.decision)
    if not since:
        return {}
    settled: set[Topic] = {
        topic
        for decision in partnership.decisions
        if decision.outcome == "adopted"
        for topic in decision.settles
        if topic in since and decision.on >= since[topic][0] and decision.id != since[topic][1]
    }
    return {topic: day for topic, (day, _) in since.items() if topic not in settled}
