"""Profiles of one's own: thresholds, requirements and sides in the tensions."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal, cast

from msp_lifecycle import criteria as shipped
from msp_lifecycle.criteria import PROFILES, chosen
from msp_lifecycle.criterion import Profile, Requirement
from msp_lifecycle.errors import UnknownName
from msp_lifecycle.formats.definitions.reading import Name, built, read_definition
from msp_lifecycle.formats.files import AnyPath
from msp_lifecycle.formats.reading import Format
from msp_lifecycle.records import Record
from msp_lifecycle.records.marks import Text
from msp_lifecycle.records.record import record


@record
class LimitEntry(Record):
    """One threshold in a profile.

    Attributes:
        name: of the threshold.
        value: in its own unit.
    """

    name: Text
    value: Decimal


@record
class ChoiceEntry(Record):
    """The side that a profile takes in one of the tensions.

    Attributes:
        tension: its name.
        side: that is taken.
    """

    tension: Text
    side: Text


@record
class ProfileFile(Record):
    """A profile as a file.

    Attributes:
        profile: its name.
        title: for whom it is meant.
        based_on: shipped profile that it changes.
        choices: sides that it takes in the tensions; what follows below changes it further.
        limits: thresholds that differ.
        must: criteria that close a guard here.
        should: criteria that are recommended here.
        info: criteria that are only reported here.
        blocking: requirements that close a guard; those of the profile that it changes, if none is named.
    """

    profile: Name
    title: str = ""
    based_on: Literal["light", "standard", "strict"] = "standard"
    choices: tuple[ChoiceEntry, ...] = ()
    limits: tuple[LimitEntry, ...] = ()
    must: tuple[Text, ...] = ()
    should: tuple[Text, ...] = ()
    info: tuple[Text, ...] = ()
    blocking: tuple[Literal["must", "should", "info"], ...] = ()


def load_profile(source: AnyPath, *, format: Format | None = None) -> Profile:
    r"""Read a profile of one's own.

    Args:
        source: path of the file.
        format: taken from the name of the file where it is left out.

    Raises:
        DossierError: if the file cannot be read, or names a threshold or criterion that there is not.

    Examples:
        >>> import pathlib, tempfile
        >>> path = pathlib.Path(tempfile.mkdtemp(), "ours.yaml")
        >>> _ = path.write_text(
        ...     "msp_lifecycle: 1\nprofile: ours\nlimits:\n  - {name: core_group_size, value: 2}\n"
        ... )
        >>> load_profile(path).limit("core_group_size").value
        Decimal('2')
    """
    read = read_definition(source, ProfileFile, format)
    file = read.record
    base = next(one for one in PROFILES if one.name == file.based_on)
    weights = (("must", file.must), ("should", file.should), ("info", file.info))
    requirements = {code: weight for weight, codes in weights for code in codes}

    def build() -> Profile:
        _known(requirements)
        sided = chosen(base, {one.tension: one.side for one in file.choices})
        return sided.customised(
            file.profile,
            limits={one.name: one.value for one in file.limits},
            requirements=cast("dict[str, Requirement]", requirements),
            blocking=frozenset(file.blocking) if file.blocking else None,
        )

    return built(read.document, build)


def _known(codes: Iterable[str]) -> None:
    known = [one.code for one in shipped.CRITERIA]
    for code in codes:
        if code not in known and not code.startswith("X-"):
            raise UnknownName("criterion", code, known)
