"""Every error says what is wrong and what to do next, carries what a handler needs, and comes back from a worker."""

import copy
import inspect
import pickle

import pytest
from lives import DAY, SMALL, after, small

import msp_lifecycle as msp
from msp_lifecycle import errors
from msp_lifecycle.records import Goal, Money, Move, Partner

WORK = Move(kind="entered", on=DAY, to="work")


def raised(kind: type[Exception], attempt: object) -> Exception:
    with pytest.raises(kind) as caught:
        attempt()
    return caught.value


def refused() -> None:
    raise errors.MissingExtra("numba", "fast")


RAISED = {
    "MissingExtra": (
        refused,
        ImportError,
        "numba is not installed; pip install 'msp-lifecycle[fast]'",
    ),
    "RecordError": (
        lambda: Partner(id="a", organisation="a", joined=after(5), left=DAY),
        ValueError,
        f"Partner.left: {DAY} lies before joined ({after(5)})",
    ),
    "CurrencyError": (
        lambda: Money(amount=1, currency="EUR") + Money(amount=1, currency="XAF"),
        ValueError,
        "EUR and XAF cannot be added or compared without a rate; convert one of them first and say at which rate",
    ),
    "ConsistencyError": (
        lambda: msp.Partnership(
            id="p", name="P", goals=[Goal(id="g", text="Go"), Goal(id="g", text="Come")]
        ),
        ValueError,
        "goals[1]: has the same id as goals[0]: 'g'",
    ),
    "UnknownName": (
        lambda: msp.loop_back(
            small(WORK), to="idea", because="why", reopens=["weather"], on=DAY, lifecycle=SMALL
        ),
        LookupError,
        (
            "no topic 'weather'; there are: purpose, results, partners, roles, agreement, governance, resources, "
            "context, learning, accountability, risk, communication, ratings"
        ),
    ),
    "LifecycleError": (
        lambda: msp.suspend(small(WORK), because="", on=DAY, lifecycle=SMALL),
        ValueError,
        "suspend: because: say in a few words why",
    ),
    "NoSuchMove": (
        lambda: msp.resume(small(WORK), on=DAY, lifecycle=SMALL),
        LookupError,
        "no move 'resume' from work; there are: advance, loop-back to idea, pause, suspend, end",
    ),
    "MoveRefused": (
        lambda: msp.advance(small(WORK, goals=[]), on=DAY, lifecycle=SMALL),
        ValueError,
        (
            f"advance on {DAY}: closed by MOVE-1 (not met), X-goal (unknown); "
            "each finding in report.blocking says what to do about it"
        ),
    ),
}


@pytest.mark.parametrize("name", RAISED)
def test_an_error_reads_well(name: str) -> None:
    """One sentence with the fact and the way out; it is ours and also the built-in that fits."""
    attempt, builtin, message = RAISED[name]
    error = raised(getattr(errors, name), attempt)
    assert isinstance(error, msp.MspError)
    assert isinstance(error, builtin)
    assert str(error) == message


@pytest.mark.parametrize("name", RAISED)
def test_an_error_comes_back_from_a_worker(name: str) -> None:
    """Pickled or copied it is the same error, with all that it carries."""
    error = raised(getattr(errors, name), RAISED[name][0])
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(again) is type(error)
        assert str(again) == str(error)
        assert again.args == error.args
        assert vars(again) == vars(error)


def test_no_error_is_forgotten() -> None:
    """Each class of the module is in the table above, and exported."""
    found = {
        name
        for name, cls in inspect.getmembers(errors, inspect.isclass)
        if issubclass(cls, errors.MspError) and cls.__module__ == errors.__name__
    }
    assert found - {"MspError"} == set(RAISED)
    assert all(getattr(msp, name) is getattr(errors, name) for name in found)


def test_a_refusal_carries_its_report() -> None:
    """Whoever catches a refusal can show every finding, and what to do about each that blocks."""
    error = raised(msp.MoveRefused, RAISED["MoveRefused"][0])
    assert all(one.remedy for one in error.report.blocking)


def test_a_slip_of_the_pen_is_recognised() -> None:
    """A name that is nearly right is answered with the right one."""
    error = raised(msp.UnknownName, lambda: msp.STANDARD.phase("designn"))
    assert str(error) == "no phase 'designn'; did you mean design?"
    assert error.known == ("initiation", "design", "implementation", "further_development")


def test_where_there_is_nothing_to_choose_from() -> None:
    """An empty choice is said to be empty."""
    nothing = small(WORK, decisions=[])
    error = raised(
        msp.UnknownName, lambda: msp.pause(nothing, on=DAY, decision="D", lifecycle=SMALL)
    )
    assert str(error) == "no decision 'D'; there are none"


def test_a_move_out_of_order_says_from_when_on() -> None:
    """A day that lies too early is answered with the first that does not."""
    late = small(Move(kind="start", on=after(5), to="idea"), Move(kind="pause", on=after(7)))
    error = raised(
        msp.ConsistencyError, lambda: msp.end(late, reason="merged", on=after(6), lifecycle=SMALL)
    )
    assert str(error) == (
        f"moves: a pause on {after(7)} is on record already, and no move can be added before it; "
        "give that day or a later one"
    )
