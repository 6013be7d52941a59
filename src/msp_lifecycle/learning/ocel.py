"""Reading observed lives from OCEL 2.0 JSON: an object of the chosen type is a partnership, an event a move."""

import contextlib
import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from msp_lifecycle.learning.reading import Moments, Wanted, days, refused
from msp_lifecycle.learning.rows import Rows

Thing = Mapping[str, object]


def read_ocel(path: Path, wanted: Wanted) -> Moments:
    """Return the events of a file as rows, one for each object of the chosen type that an event concerns."""
    data = _parsed(path)
    objects, events = _list(path, data, "objects"), _list(path, data, "events")
    kind = _kind(path, objects, wanted)
    ours = {str(one.get("id")) for one in objects if one.get("type") == kind}
    doubled = len(ours) != sum(one.get("type") == kind for one in objects)
    if doubled:
        raise refused(path, f"two objects of type {kind} have one id")
    rows = Rows(file=path.name, unit=wanted.unit)
    for number, event in enumerate(events, 1):
        concerned = [who for who in _related(event) if who in ours]
        if concerned:
            _add(rows, number, event, concerned, wanted)
    return Moments(rows=rows)


def _parsed(path: Path) -> Thing:
    try:
        data: object = json.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise refused(path, "this is no text in UTF-8") from None
    except json.JSONDecodeError as mistake:
        raise refused(path, f"this is no JSON: {mistake.msg}", mistake.lineno) from None
    except RecursionError:
        raise refused(path, "this JSON is nested too deeply") from None
    if not isinstance(data, dict):
        raise refused(path, "this is no OCEL 2.0: the outermost value is no object")
    return cast("Thing", data)


def _list(path: Path, data: Thing, key: str) -> list[Thing]:
    found = data.get(key)
    if not isinstance(found, list) or not all(
        isinstance(one, dict) for one in cast("list[object]", found)
    ):
        raise refused(path, f"this is no OCEL 2.0: there is no list of {key}")
    return cast("list[Thing]", found)


def _kind(path: Path, objects: list[Thing], wanted: Wanted) -> str:
    kinds = sorted({str(one.get("type")) for one in objects})
    if wanted.object_type is None and len(kinds) == 1:
        return kinds[0]
    if wanted.object_type not in kinds:
        asked = (
            f"no object is of type {wanted.object_type!r}"
            if wanted.object_type
            else "objects are of several types"
        )
        raise refused(path, f"{asked}; say object_type= one of {', '.join(kinds) or 'none at all'}")
    return wanted.object_type


def _related(event: Thing) -> list[str]:
    found = event.get("relationships")
    if not isinstance(found, list):
        return []
    ids = [
        str(cast("Thing", one).get("objectId"))
        for one in cast("list[object]", found)
        if isinstance(one, dict)
    ]
    return list(dict.fromkeys(ids))


def _add(rows: Rows, number: int, event: Thing, concerned: list[str], wanted: Wanted) -> None:
    when, activity = str(event.get("time", "")), str(event.get("type", ""))
    day = None
    with contextlib.suppress(ValueError):
        day = dt.datetime.fromisoformat(when)
    if day is None:
        rows.wrong(
            number,
            "time",
            expected=f"a time such as 2020-09-01T12:00:00Z in event {event.get('id')}",
            found=when,
        )
    elif wanted.leads_to is None or activity in wanted.leads_to:
        state = activity if wanted.leads_to is None else wanted.leads_to[activity]
        for who in concerned:
            rows.add(number, who, days(day), state, "exact")
