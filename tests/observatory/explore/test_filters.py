import pytest
from django.http import QueryDict

from multivector.observatory.explore.filters import Filters, read

INJECTIONS = [
    "' OR 1=1 --",
    "KAZ'; DROP TABLE entries; --",
    '"',
    "%00",
    "\x00",
    "[]",
    "{}",
    "\\",
    "../../etc/passwd",
    "€" * 300,
]


def asked(archive, query, language="en"):
    return read(QueryDict(query), archive, language)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {}),
        ("actor=KAZ&partner=IRN", {"actor": "KAZ", "partner": "IRN"}),
        ("actor=kaz", {"actor": "KAZ"}),
        ("actor=Казахстан&partner=iran", {"actor": "KAZ", "partner": "IRN"}),
        ("actor=uzbekist", {"actor": "UZB"}),
        ("type=AGREE&type=consult&fact=office", {"type": ("AGREE", "CONSULT"), "fact": ("office",)}),
        ("since=2017&until=2018-05", {"since": "2017", "until": "2018-05"}),
        ("year=2017&year=2018", {"year": (2017, 2018)}),
        ("confidence=0,5", {"confidence": 0.5}),
        ("confidence=0", {}),
        ("q=+два++слова+", {"q": "два слова"}),
        ("sort=confidence&kind=fact&status=done", {"sort": "confidence", "kind": "fact", "status": ("done",)}),
        ("language=RU&priority=KAZ.integration", {"language": ("ru",), "priority": ("KAZ.integration",)}),
        ("unheard=of", {}),
    ],
)
def test_what_an_address_asks_for(archive, query, expected):
    assert asked(archive, query) == (Filters(**expected), {})


@pytest.mark.parametrize(
    "query",
    ["actor=Atlantis", "partner=ia", "type=LOVE", "fact=x", "status=maybe", "since=yesterday", "until=2017-13",
     "since=XXXX-10-12", "year=17", "year=２０１７", "outlet=Nobody", "language=xx", "priority=KAZ.nothing", "confidence=2",
     "confidence=nan", "confidence=high", "sort=beauty", "kind=thing", "q=a", "q=" + "+".join(f"слово{n}" for n in range(20)),
     *(f"{name}={'x' * 300}" for name in ("q", "actor", "doc", "outlet", "since", "confidence"))],
)  # fmt: skip
def test_what_is_wrong_is_said_under_its_name(archive, query):
    name = query.partition("=")[0]
    filters, errors = asked(archive, query)
    assert list(errors) == [name]
    assert not getattr(filters, name) or name == "sort"


def test_a_period_that_ends_before_it_begins(archive):
    assert list(asked(archive, "since=2018&until=2017")[1]) == ["until"]


def test_a_name_of_several_is_asked_back_with_all_of_them(archive):
    said = asked(archive, "actor=united")[1]["actor"]
    assert "(USA)" in said
    assert "(GBR)" in said


@pytest.mark.django_db
@pytest.mark.parametrize("text", INJECTIONS)
@pytest.mark.parametrize("name", ["q", "actor", "partner", "kind", "type", "status", "since", "year", "outlet", "priority", "confidence", "doc", "sort"])  # fmt: skip
def test_nothing_that_is_typed_reaches_the_query(client, archive, name, text):
    before = archive.value("SELECT count(*) FROM entries")
    for path in ("/en/explore/", "/en/explore/export.csv", "/api/v1/events"):
        assert client.get(path, {name: text}).status_code < 500
    assert archive.value("SELECT count(*) FROM entries") == before


@pytest.mark.parametrize(
    "query",
    ["q=встреча&actor=KAZ&type=AGREE&type=CONSULT&year=2017&confidence=0.5&sort=oldest", "kind=fact&doc=a+b%26c", ""],
)
def test_the_address_says_what_was_read(archive, query):
    filters, _ = asked(archive, query)
    assert asked(archive, filters.address()[1:]) == (filters, {})


def test_values_come_and_go(archive):
    one = Filters().having("type", "AGREE").having("type", "AID").having("actor", "KAZ").having("actor", "UZB")
    assert one.pairs() == [("actor", "UZB"), ("type", "AGREE"), ("type", "AID")]
    assert one.without("type", "AGREE").without("actor") == Filters(type=("AID",))
    assert one.without("type").without("actor").is_empty()
