"""How values are said: evidence, positions, moves, lengths of time."""

from collections.abc import Iterable
from decimal import Decimal

from msp_lifecycle.criterion import Cited, Evidence, Figure, Finding
from msp_lifecycle.lifecycle import Lifecycle, MoveRule
from msp_lifecycle.records import Move, Position


def number(value: Decimal | int) -> str:
    """Return a number without needless zeros.

    Examples:
        >>> number(Decimal("0.500"))
        '0.5'
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def figure(one: Figure) -> str:
    """Return a figure with its limit, such as `largest share 0.8 (limit 0.5)`."""
    unit = f" {one.unit}" if one.unit else ""
    limit = "" if one.limit is None else f" (limit {number(one.limit)}{unit})"
    return f"{one.name} {number(one.value)}{unit}{limit}"


def evidence(items: tuple[Evidence, ...], most: int = 4) -> str:
    """Return the evidence in one line: figures first, then the records, the first few of them."""
    figures = [figure(one) for one in items if isinstance(one, Figure)]
    records = [one.record for one in items if isinstance(one, Cited)]
    shown = [*figures, *records[:most]]
    if len(records) > most:
        shown.append(f"{len(records) - most} more records")
    return ", ".join(shown)


def phase(lifecycle: Lifecycle, name: str) -> str:
    """Return a phase as the lifecycle calls it, or its bare name where the lifecycle does not have it."""
    return lifecycle.phase(name).title if name in lifecycle.order else name


def position(lifecycle: Lifecycle, where: Position) -> str:
    """Return where a partnership stands, such as `Initiation, paused`."""
    if where.phase is None:
        return "Not started"
    title = phase(lifecycle, where.phase)
    return title if where.standing == "active" else f"{title}, {where.standing}{_reason(where)}"


def standing(lifecycle: Lifecycle, where: Position) -> str:
    """Return where a partnership stands and since when, in a sentence without its full stop."""
    if where.phase is None:
        return "Not started"
    title = phase(lifecycle, where.phase)
    if where.standing == "ended":
        return f"Ended on {where.standing_since}, in {title}{_reason(where, ': ')}"
    halt = "" if where.standing == "active" else f", {where.standing} since {where.standing_since}"
    return f"{title} since {where.phase_since}{halt}"


def _reason(where: Position, mark: str = ": ") -> str:
    return f"{mark}{where.reason.replace('_', ' ')}" if where.reason else ""


_MOVED = {
    "entered": "Put on the books in",
    "start": "Started in",
    "advance": "Advanced to",
    "loop_back": "Looped back to",
    "continue": "Continued to",
    "pause": "Paused",
    "resume": "Resumed",
    "suspend": "Suspended",
    "reinstate": "Reinstated",
    "end": "Ended",
}


def move(lifecycle: Lifecycle, one: Move) -> str:
    """Return a recorded move, such as `Looped back to Design`."""
    said = _MOVED[one.kind]
    if one.to is None:
        return f"{said}: {one.reason.replace('_', ' ')}" if one.reason else said
    return f"{said} {phase(lifecycle, one.to)}"


def rule(lifecycle: Lifecycle, one: MoveRule) -> str:
    """Return a possible move, such as `Loop back to Design`."""
    name = one.kind.replace("_", " ").capitalize()
    return f"{name} to {phase(lifecycle, one.to)}" if one.to else name


def many(count: int, noun: str, plural: str = "") -> str:
    """Return a count with its noun.

    Examples:
        >>> many(1, "criterion", "criteria"), many(2, "criterion", "criteria")
        ('1 criterion', '2 criteria')
    """
    return f"{count} {noun if count == 1 else plural or noun + 's'}"


def codes(findings: Iterable[Finding]) -> str:
    """Return the codes of findings in one line."""
    return ", ".join(one.code for one in findings)


def days(count: int) -> str:
    """Return a length of time as people say it.

    Examples:
        >>> days(400)
        '13 months'
    """
    if count < 60:
        return many(count, "day")
    months = round(count / 30.44)
    return f"{months} months" if months < 24 else f"{count / 365.25:.1f} years"
