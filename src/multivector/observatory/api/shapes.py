"""What the API takes and gives, for its description and its checks."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Field, Schema

EventType = Literal[
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "REJECT",
    "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN",
]  # fmt: skip
FactKind = Literal["chairmanship", "hosting", "institution", "instrument", "membership", "mission", "office"]
Status = Literal["done", "ongoing", "planned", "possible", "denied"]
Text = Annotated[str, Field(max_length=200)]


class Filter(Schema):
    """What to look for; an entry must fit all that is given, and one of several values of a parameter."""

    q: str = Field(
        "",
        max_length=200,
        description="Words in any of their forms: the sentence or title has all of them.",
        examples=["agreement"],
    )
    actor: str = Field(
        "", max_length=200, description="Code or name of a party; a state is found with its sectors.", examples=["SCO"]
    )
    partner: str = Field("", max_length=200, description="Another party of the same entry.", examples=["TKM"])
    kind: Literal["", "event", "fact"] = Field("", description="Events or facts only.")
    type: list[EventType] = Field([], description="PLOVER type.", examples=[["AGREE"]])
    fact: list[FactKind] = Field([], description="Kind of fact; with `type`, either fits.")
    status: list[Status] = Field([], description="Whether it took place.")
    since: str = Field("", max_length=200, description="First day of the period, in EDTF.", examples=["2017"])
    until: str = Field("", max_length=200, description="Last day of the period, in EDTF.", examples=["2024-06"])
    year: list[Annotated[int, Field(ge=1000, le=9999)]] = Field([], description="Year in which it lies whole.")
    outlet: list[Text] = Field([], description="Who published the text.")
    language: list[Text] = Field([], description="Language of the text, ISO 639-1.", examples=[["ru"]])
    priority: list[Text] = Field(
        [], description="Priority that it serves: state, dot, id; `priorities/{code}` lists them."
    )
    confidence: float | None = Field(None, ge=0, le=1, description="Least confidence.", examples=[0.5])
    doc: str = Field("", max_length=200, description="Id of a document.")
    sort: Literal["time", "oldest", "confidence", "document"] = Field(
        "time", description="Order: `time` has the latest first."
    )


class Page(Schema):
    """Which part of the answer."""

    limit: int = Field(100, ge=1, le=1000, description="How many at most.")
    offset: int = Field(0, ge=0, le=1_000_000_000, description="How many to leave out.")


class FilterPage(Filter, Page):
    """Filters and part."""


class EntryFormat(FilterPage):
    """Filters, part, and form."""

    format: Literal["json", "annotations"] = Field(
        "json", description="`annotations`: W3C Web Annotations of the evidence."
    )


class DocumentFormat(Schema):
    """The form of one document."""

    format: Literal["json", "annotations"] = Field(
        "json", description="`annotations`: W3C Web Annotations of all its entries."
    )


class ActorPage(Page):
    """Which actors."""

    q: str = Field("", max_length=200, description="Part of a name or a code.", examples=["Kaz"])
    kind: Literal["", "state", "organisation", "group"] = Field("", description="Kind of actor.")


class By(Schema):
    """What figures are summed by."""

    by: Literal["year", "month", "all"] = Field("year", description="Period of one figure.")


class ErrorBody(Schema):
    """What went wrong."""

    status: int = Field(examples=[422])
    message: str = Field(examples=["Some parameters can't be used; see fields."])
    fields: dict[str, str] = Field(
        description="Parameter: what is wrong with it.",
        examples=[{"since": "Write a day, month or year: 2017-05-03, 2017-05 or 2017."}],
    )


class Error(Schema):
    """The one shape of errors."""

    error: ErrorBody


class Span(Schema):
    """Words that fill a slot; code points of the document's text, the end exclusive."""

    slot: str
    start: int
    end: int


class Entry(Schema):
    """What events and facts have in common."""

    id: str = Field(examples=["crvkjhm7rxtzg3z4"])
    link: str = Field(description="Its place on the site.")
    doc: str = Field(examples=["samples/04-caspian-convention.txt"])
    title: str | None = None
    published: str | None = Field(None, examples=["2018-08-13"])
    language: str | None = Field(None, examples=["ru"])
    outlet: str | None = None
    url: str | None = None
    trigger: str
    start: int
    end: int
    sentence: str
    sentence_start: int
    sentence_end: int
    time: str | None = Field(None, description="EDTF.", examples=["2018-08-12"])
    time_start: date | None = None
    time_end: date | None = None
    time_source: str = Field(examples=["text"])
    status: Status
    confidence: float = Field(examples=[0.82])
    frame: str
    evidence: list[Span]
    reasons: list[str]


class Event(Entry):
    """A PLOVER event."""

    type: EventType
    mode: str | None = None
    contexts: list[str]
    source: list[str] = Field(examples=[["SCO"]])
    target: list[str] = Field(examples=[["TKM"]])
    place: str | None = None


class Fact(Entry):
    """A standing fact."""

    fact: FactKind
    actors: list[str]
    slots: dict[str, Any] = Field(examples=[{"chair": "SCO", "of": "SCO"}])


class Paged(Schema):
    """A part of a list."""

    total: int
    limit: int
    offset: int
    next: str | None = Field(description="Address of the next part.")


class Events(Paged):
    """A part of the events."""

    items: list[Event]


class Facts(Paged):
    """A part of the facts."""

    items: list[Fact]


class Document(Schema):
    """A document without its text."""

    id: str
    link: str
    title: str | None = None
    author: str | None = None
    published: str | None = None
    language: str | None = None
    outlet: str | None = None
    url: str | None = None
    events: int
    facts: int


class WholeDocument(Document):
    """A document with its text."""

    text: str
    coder: str | None = None


class Documents(Paged):
    """A part of the documents."""

    items: list[Document]


class Actor(Schema):
    """A party: a state, an organisation, or a group in or beside one."""

    code: str = Field(examples=["SCO"])
    kind: Literal["state", "organisation", "group"]
    name_ru: str | None = None
    name_en: str | None = None
    name_kk: str | None = None
    entries: int = Field(description="In how many events and facts it takes part.")


class Actors(Paged):
    """A part of the actors."""

    items: list[Actor]


class Vector(Schema):
    """What a state did with one partner in one period."""

    period: str = Field(examples=["2018"])
    partner: str = Field(examples=["TKM"])
    events: int
    reports: int
    cooperation: int
    conflict: int
    score: float | None
    share: float


class Vectors(Schema):
    """The vectors of a state."""

    code: str
    items: list[Vector]


class Priority(Schema):
    """How many acts of a state serve one of its priorities in one period."""

    priority: str = Field(description="As the filter takes it.", examples=["IRN.neighbours"])
    title: str
    period: str
    events: int
    facts: int
    documents: int


class Priorities(Schema):
    """What a state declares, and what it does."""

    code: str
    items: list[Priority]
