"""Records of hand-made documents."""

import pytest
from django.core.cache import cache
from django.urls import set_script_prefix

from multivector import Record
from multivector.model import CodedDocument, Document, Event, Fact, Reason

EVIL = [
    "javascript:alert(1)",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title></style><svg/onload=alert(1)>",
    "{{ request }}{% debug %}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
]


def event(id, text, words, *, type="AGREE", **more):
    """An event whose trigger is `words` in `text`."""
    start = text.index(words)
    given = {"sentence": (0, len(text)), "source": ("KAZ",), "target": ("CHN",), "frame": "agree", **more}
    return Event(id=id, start=start, end=start + len(words), trigger=words, type=type, **given)


def evil_document(evil):
    """A document that carries a text of an attack in every column."""
    text = f"{evil} signed {evil}\n{evil}"
    reasons = (Reason("frame:sign", evil), Reason(f"odd:{evil}", evil))
    document = Document(
        f"x/{evil}.txt", text, title=evil, author=evil, published=evil, language=evil, source=evil, url=evil
    )
    drawn = event(
        "aaaa", text, "signed", source=(evil,), place=evil, time=None, reasons=reasons, evidence={evil: (0, len(evil))}
    )
    fact = Fact(
        id=evil, start=0, end=len(evil), trigger=evil, sentence=(0, len(text)), fact="office",
        slots={"person": evil, "position": evil, "of": evil}, reasons=reasons,
    )  # fmt: skip
    return CodedDocument(document, [drawn], [fact])


@pytest.fixture(autouse=True)
def afresh():
    """Nothing is kept from the test before: no page, no language before the addresses."""
    cache.clear()
    set_script_prefix("/")


@pytest.fixture
def written(tmp_path, settings):
    """Writes documents into a record of their own, which the site then reads."""

    def write(*coded):
        record = Record(tmp_path / "written", create=True)
        record.write(list(coded))
        names = {"name_ru": "Казахстан", "name_en": "Kazakhstan", "name_kk": "Қазақстан"}
        record.write_actors([{"code": "KAZ", "kind": "state", **names}])
        settings.RECORD = str(record.path)
        return record

    return write
