from __future__ import annotations

import codecs

import pytest

from multivector.intake import encoding

RU = "Россия и Казахстан подписали договор – «О союзе»"
SHORT = ["Москва", "Встреча в Астане", "ДЕПУТАТЫ ГОСДУМЫ ОБСУДИЛИ ДОГОВОР", "NATO и Россия", "№ 5: Иран против США"]


@pytest.mark.parametrize(
    "name", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "cp1251", "mac_cyrillic"]
)
def test_encodings(name: str) -> None:
    assert encoding.decode(RU.encode(name)) == RU


@pytest.mark.parametrize("name", ["cp1251", "koi8-r", "mac_cyrillic", "cp866", "iso8859_5"])
@pytest.mark.parametrize("text", SHORT)
def test_short_texts(text: str, name: str) -> None:
    try:
        data = text.encode(name)
    except UnicodeEncodeError:
        pytest.skip("not writable in this encoding")
    assert encoding.decode(data) == text


def test_kazakh_in_one_byte() -> None:
    text = "Қазақстан мен Қытай келісімге қол қойды"
    assert encoding.decode(text.encode("kz1048")) == text


def test_western() -> None:
    text = "The café in Zürich – a “naïve” idea"
    assert encoding.decode(text.encode("cp1252")) == text


def test_the_mark_is_dropped_and_line_breaks_stay() -> None:
    assert encoding.decode(codecs.BOM_UTF8 + b"a\r\nb\rc\n ") == "a\r\nb\rc\n "


def test_what_the_file_declares_is_used_but_utf8_is_seen() -> None:
    assert encoding.decode("Łódź".encode("iso8859_2"), declared="iso-8859-2") == "Łódź"
    assert encoding.decode("Москва".encode(), declared="windows-1251") == "Москва"
    assert encoding.decode("Москва".encode("cp1251"), declared="no-such") == "Москва"
    assert encoding.decode("Москва".encode("cp1251"), declared="base64") == "Москва"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "PNG"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"abc\0\0def\x01", "NUL"),
        ("Президент встретился с послом ".encode() * 9 + b"\xff\xfe " + "в Москве".encode(), "at byte"),
        (bytes(range(128, 256)) * 4, "not recognised"),
    ],
)
def test_refused(data: bytes, says: str) -> None:
    with pytest.raises(encoding.NotText, match=says):
        encoding.decode(data)
