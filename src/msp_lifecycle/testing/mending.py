"""Putting right what was drawn field by field and cannot be true together."""

import typing
from collections.abc import Callable, Collection
from decimal import Decimal
from typing import TYPE_CHECKING

import attrs
from hypothesis import reject

from msp_lifecycle.errors import RecordError
from msp_lifecycle.records import (
    Ballot,
    Body,
    ChainNode,
    Decision,
    DecisionRule,
    Partner,
    Rating,
    ResultsChain,
    Voter,
)
from msp_lifecycle.records.record import plan_of

if TYPE_CHECKING:
    import datetime as dt

Values = dict[str, object]


def made(cls: type, values: Values, fixed: Collection[str]) -> object:
    """Make a record of values drawn one by one, putting right those that are not fixed.

    A class may have rules of its own that nothing here knows: then the draw is thrown away and another is made.
    """
    _put_in_order(cls, values, fixed)
    mend = _MENDED.get(cls)
    if mend is not None:
        mended = mend(dict(values))
        values.update((name, value) for name, value in mended.items() if name not in fixed)
    try:
        return cls(**values)
    except RecordError as error:
        if error.field in fixed:
            raise
        reject()


def _put_in_order(cls: type, values: Values, fixed: Collection[str]) -> None:
    """Exchange days that stand in the wrong order, often enough that none do."""
    order = plan_of(cls).order
    for _ in order:
        for earlier, later in order:
            first = typing.cast("dt.date | None", values.get(earlier))
            second = typing.cast("dt.date | None", values.get(later))
            if first is None or second is None or first <= second:
                continue
            values[earlier] = first if earlier in fixed else second
            values[later] = second if later in fixed else first


def _mended_rule(values: Values) -> Values:
    if values.get("method") == "qualified_majority" and values.get("threshold") is None:
        values["threshold"] = Decimal("0.67")
    voters = typing.cast("tuple[Voter, ...]", values.get("electorate", ()))
    values["electorate"] = tuple({voter.partner: voter for voter in voters}.values())
    return values


def _mended_decision(values: Values) -> Values:
    ballots = typing.cast("tuple[Ballot, ...]", values.get("ballots", ()))
    values["ballots"] = tuple({ballot.partner: ballot for ballot in ballots}.values())
    return values


def _mended_chain(values: Values) -> Values:
    nodes = typing.cast("tuple[ChainNode, ...]", values.get("nodes", ()))
    ids = [f"n{index}" for index in range(len(nodes))]
    values["nodes"] = tuple(
        attrs.evolve(
            node, id=name, leads_to=tuple(ids[len(text) % len(ids)] for text in node.leads_to)
        )
        for name, node in zip(ids, nodes, strict=True)
    )
    return values


def _mended_rating(values: Values) -> Values:
    scale = typing.cast("int", values.get("scale", 5))
    values["value"] = min(typing.cast("Decimal", values["value"]), Decimal(scale))
    return values


_MENDED: dict[type, Callable[[Values], Values]] = {
    Decision: _mended_decision,
    DecisionRule: _mended_rule,
    Rating: _mended_rating,
    ResultsChain: _mended_chain,
}
"""The classes with rules that their annotations do not tell."""


def agreeing_rules(values: Values) -> tuple[DecisionRule, ...]:
    """Return the decision rules of a partnership without votes of observers and of seats that have none."""
    partners = typing.cast("tuple[Partner, ...]", values.get("partners", ()))
    bodies = typing.cast("tuple[Body, ...]", values.get("bodies", ()))
    rules = typing.cast("tuple[DecisionRule, ...]", values.get("decision_rules", ()))
    observers = {one.id for one in partners if one.status == "observer"}
    silent = {
        (body.id, seat.partner)
        for body in bodies
        for seat in body.members
        if seat.kind in ("non_voting", "observer")
    }
    return tuple(
        attrs.evolve(
            rule,
            electorate=tuple(
                voter
                for voter in rule.electorate
                if voter.partner not in observers and (rule.body, voter.partner) not in silent
            ),
        )
        for rule in rules
    )
