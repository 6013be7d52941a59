"""The reading that many criteria share: whether something is on record for everybody."""

from collections.abc import Collection

from msp_lifecycle.criterion import Figure, Verdict, listed, met, not_met, unknown
from msp_lifecycle.records import Partner, Record


def everyone(
    members: Collection[Partner],
    having: Collection[str],
    what: str,
    *carrying: Record,
    on_record: bool,
    who: str = "active partner",
    done: str = "",
) -> Verdict:
    """Met if a thing is on record for each of some partners; otherwise names those for whom it is not.

    Args:
        members: of whom it is asked.
        having: ids of those for whom it is on record.
        what: the thing, as it follows after `No`.
        carrying: records that it rests on, cited beside those who lack it.
        on_record: whether any record speaks to the question; if none does, the answer is unknown.
        who: what the members are called.
        done: the thing as it follows after `has`, where `a` before `what` does not do.
    """
    if not members:
        return unknown(f"No {who} is on record.")
    if not on_record:
        return unknown(f"No {what} is on record for any {who}.")
    lacking = [one for one in members if one.id not in having]
    total = len(members)
    if not lacking:
        words = f"Every {who} ({total}) has {done or f'a {what}'}."
        return met(words, *carrying, Figure(f"{who}s", total))
    names = listed(sorted(one.id for one in lacking))
    words = f"No {what} is on record for {len(lacking)} of {total} {who}s: {names}."
    return not_met(words, *carrying, *lacking)
