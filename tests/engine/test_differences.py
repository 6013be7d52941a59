"""What changed between two partnerships is told record by record, in the words of the domain."""

import pytest
from lives import DAY, after, decision, small

from msp_lifecycle.engine.differences import differences
from msp_lifecycle.records import Goal, Move, Organisation, Partner, Partnership, StakeholderGroup

BEFORE = small(stakeholder_groups=[StakeholderGroup(id="v", name="Village")])


def found(before: Partnership = BEFORE, **changes: object) -> list[tuple[str, str, str]]:
    """Return what changed: how, which record, which field."""
    told = differences(before, before.evolved(**changes))
    assert all(one.says.strip() for one in told)
    return [(one.kind, one.record, one.field) for one in told]


def told(before: Partnership = BEFORE, **changes: object) -> str:
    return "\n".join(one.says for one in differences(before, before.evolved(**changes)))


def test_nothing_changed() -> None:
    """Equal partnerships do not differ."""
    assert differences(BEFORE, BEFORE.evolved()) == ()


def test_a_record_came_or_went() -> None:
    """What is new and what is gone is named by its path, with what it says."""
    more = [*BEFORE.goals, Goal(id="h", text="Stay there")]
    assert found(goals=more) == [("added", "goals/h", "")]
    assert "Stay there" in told(goals=more)
    assert found(goals=[]) == [("removed", "goals/g", "")]
    assert "Get there" in told(goals=[])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"left": DAY}, [str(DAY)]),
        ({"lead": True, "status": "observer"}, ["observer"]),
        ({"status": "observer"}, ["observer"]),
        ({"lead": True}, []),
        ({"represents": ["v"]}, ["v"]),
        ({"note": "two\n lines"}, []),
    ],
    ids=["a day", "two fields", "a word", "yes or no", "a list", "lines"],
)
def test_a_record_changed(changes: dict[str, object], words: list[str]) -> None:
    """Each field that changed is told, in one line, and only those."""
    partners = [Partner(id="ann", organisation="ann", **changes), BEFORE.partners[1]]
    assert {field for _, _, field in found(partners=partners)} == set(changes)
    assert {(kind, path) for kind, path, _ in found(partners=partners)} == {
        ("changed", "partners/ann")
    }
    assert all(word in told(partners=partners) for word in words)
    assert len(told(partners=partners).splitlines()) == len(changes)


def test_a_day_is_told_with_its_reason() -> None:
    """Why somebody left stands beside when, and not on a line of its own."""
    partners = [Partner(id="ann", organisation="ann", left=DAY, left_because="moved")]
    assert found(partners=[*partners, BEFORE.partners[1]]) == [("changed", "partners/ann", "left")]
    assert "moved" in told(partners=[*partners, BEFORE.partners[1]])


def test_what_is_no_longer_given() -> None:
    """A field that was emptied has changed as well."""
    noted = BEFORE.evolved(goals=[Goal(id="g", text="Get there", set=DAY, owner="ann")])
    assert {field for _, _, field in found(noted, goals=[Goal(id="g", text="Get there")])} == {
        "set",
        "owner",
    }


def test_a_move_was_made() -> None:
    """A move shows as itself and as where it led."""
    moves = [
        Move(kind="entered", on=DAY, to="work"),
        Move(kind="loop_back", on=after(1), to="idea", because="why"),
        Move(kind="pause", on=after(2)),
    ]
    assert found(moves=moves[:1]) == [("changed", "", "position"), ("added", "moves[0]", "")]
    assert found(BEFORE.evolved(moves=moves[:1]), moves=moves) == [
        ("changed", "", "position"),
        ("added", "moves[1]", ""),
        ("added", "moves[2]", ""),
    ]
    assert "not started" in told(moves=moves[:1])
    assert "idea, paused" in told(moves=moves)


def test_a_move_was_put_in_front() -> None:
    """Records without ids are known by what they say, so that one in front does not change all that follow."""
    moves = [Move(kind="start", on=after(1), to="idea"), Move(kind="pause", on=after(2))]
    resumed = [*moves, Move(kind="resume", on=after(3)), Move(kind="pause", on=after(4))]
    assert found(BEFORE.evolved(moves=moves), moves=resumed) == [
        ("added", "moves[2]", ""),
        ("added", "moves[3]", ""),
    ]


def test_the_partnership_itself_changed() -> None:
    """Its own fields are told without a path, first."""
    assert found(name="Q", aliases=["R"], goals=[]) == [
        ("changed", "", "name"),
        ("changed", "", "aliases"),
        ("removed", "goals/g", ""),
    ]


def test_the_order_of_records_is_no_difference() -> None:
    """Records with ids are found again wherever they stand."""
    assert found(partners=BEFORE.partners[::-1]) == []


def test_differences_come_in_the_order_of_a_dossier() -> None:
    """Whoever reads a dossier from top to bottom meets them in that order."""
    changed = found(
        decisions=[*BEFORE.decisions, decision("E", "ann")],
        goals=[],
        partners=[Partner(id="ann", organisation="ann", lead=True), BEFORE.partners[1]],
        organisations=[*BEFORE.organisations, Organisation(id="eve", name="Eve")],
    )
    assert [record for _, record, _ in changed] == [
        "organisations/eve",
        "goals/g",
        "partners/ann",
        "decisions/E",
    ]
