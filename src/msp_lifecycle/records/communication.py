"""Communication: channels, contacts, information and who may see it, shared words."""

from typing import Annotated, Literal

from msp_lifecycle.records.identity import Language
from msp_lifecycle.records.marks import Began, Day, Id, On, RefersTo, Share, Text
from msp_lifecycle.records.partners import PartnerRef
from msp_lifecycle.records.record import Record, record


@record
class Use(Record):
    """A channel was used.

    Attributes:
        on: when.
        text: for what.
    """

    on: On
    text: str = ""


@record
class Channel(Record):
    """A way of keeping in touch (S2:L42).

    Attributes:
        id: stable identifier.
        name: of the channel.
        kind: between two, among all partners, or with the public.
        audience: whom it reaches.
        since: when it was set up.
        until: when it was closed.
        languages: it is kept in.
        offline: whether it works without the internet.
        cost_share: its share of the whole budget, 0 to 1.
        uses: when it was used.
    """

    id: Id
    name: Text
    kind: Literal["bilateral", "multilateral", "public"]
    audience: str = ""
    since: Began = None
    until: Day = None
    languages: tuple[Language, ...] = ()
    offline: bool | None = None
    cost_share: Share | None = None
    uses: tuple[Use, ...] = ()


@record
class Contact(Record):
    """The process managers were in touch with one partner (S2:L42).

    Attributes:
        id: stable identifier.
        partner: who.
        on: when.
        channel: how.
    """

    id: Id
    partner: PartnerRef
    on: On
    channel: Annotated[str, RefersTo("channels")] | None = None


@record
class InformationItem(Record):
    """A piece of information and who can get at it (S2:L42; S1:L306).

    Attributes:
        id: stable identifier.
        title: of the item.
        published: when it was made available.
        kind: news, a decision paper, public relations work, a plan.
        access: everybody, all partners, or only those named in `partners`.
        partners: who can get at it, where not all can.
        limited_because: why not all can.
    """

    id: Id
    title: Text
    published: Began = None
    kind: Literal["news", "paper", "public_relations", "plan", "data"] = "news"
    access: Literal["public", "partners", "named"] = "partners"
    partners: tuple[PartnerRef, ...] = ()
    limited_because: str = ""


@record
class Term(Record):
    """One entry of the shared glossary (S2:L27).

    Attributes:
        id: stable identifier.
        term: the word.
        meaning: what the partners mean by it.
        agreed: when.
    """

    id: Id
    term: Text
    meaning: Text
    agreed: Began = None
