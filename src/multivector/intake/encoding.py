"""Finds out how a text is encoded: UTF-8 and UTF-16/32 by their form, one-byte encodings by their letters."""

from __future__ import annotations

import codecs
import itertools
import re

BINARY = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"%PDF": "a PDF file; save its text as .txt first",
    b"PK\x03\x04": "a ZIP or Office file; save its text as .txt first",
    b"\xd0\xcf\x11\xe0": "an Office file; save its text as .txt first",
    b"\x1f\x8b": "gzip data; give it as a file that ends in .gz",
    b"\x28\xb5\x2f\xfd": "Zstandard data; give it as a file that ends in .zst",
    b"PAR1": "a Parquet file; give it as a file that ends in .parquet",
}
_BOMS = (  # the longer ones first: that of UTF-32 begins like that of UTF-16
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Ordered by how common they are: the first of several equally good ones is taken.
_ONE_BYTE = ("cp1251", "kz1048", "koi8-r", "cp866", "mac_cyrillic", "iso8859_5", "cp1252")
_SAMPLE = 1 << 16
_MOSTLY = 0.9  # from this share of good characters on, the rest are damage and not another encoding

# Letters by how often they are used; the rarest of a list is still likelier than anything outside it.
_BY_FREQUENCY = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэф" + "ъё" + "әіңғүұқөһ"
_VALUE = {letter: 2.0 - 2.0 * rank / len(_BY_FREQUENCY) for rank, letter in enumerate(_BY_FREQUENCY)}
_COMMON_PAIRS = (
    "ст но то на ен ов ни ра во ко по пр ре ро ал ан ер от ос ол ор ли ин ва ка ть не ос та за го ом ло ла ам ет "
    "ел де ит тр ис ил ск мо об ле ри ия ие ны ой ес ат ак ат ар он ми те из ки да ви ти ме се ма пе аз ах хс тс "
    "ын ың ін ен ға ге ға да де тт ды ді лы лі са ет ар ер ла ле бі бо қа ті нд ай"
)
_PAIRS = frozenset(_COMMON_PAIRS.split())
_WESTERN = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœšžÀÁÂÄÅÆÇÈÉÊËÍÎÑÓÔÖØÙÚÜŠŽ")
_TYPOGRAPHY = frozenset("«»„“”‘’‚‹›–—…№§©®™°±·•€£¥×\xa0\xad‰")
_BROKEN_CASE = re.compile(r"[а-яёәіңғүұқөһ][А-ЯЁӘІҢҒҮҰҚӨҺ]")
_MIXED_WORD = re.compile(r"[A-Za-z][А-Яа-яЁё]|[А-Яа-яЁё][A-Za-z]")


class NotText(ValueError):
    """The bytes are no text that can be read; the message says why and what to do."""


def decode(data: bytes, *, declared: str | None = None) -> str:
    """The text of a whole file without its byte order mark. `declared` is what the file says of itself.

    Raises NotText for binary data and for UTF-8 with damaged places.
    """
    name = detect(data, declared=declared)
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        message = f"it is not valid {name.upper()} at byte {error.start}; repair or convert it to UTF-8"
        raise NotText(message) from error
    return text


def detect(data: bytes, *, declared: str | None = None) -> str:
    """The name of Python's codec for a text, or for a text that begins so. Raises NotText for binary data."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    if unmarked := _utf16_without_mark(data):
        return unmarked
    reject_binary(data)
    if _good_share(data, "utf-8") >= _MOSTLY:
        return "utf-8"
    if declared and (known := _usable(declared, data)):
        return known
    return _by_letters(data[:_SAMPLE])


def reject_binary(data: bytes) -> None:
    """Raises NotText when the data begin as those of a known binary format, or hold NUL bytes."""
    for magic, what in BINARY.items():
        if data.startswith(magic):
            raise NotText(f"it is not text but {what}")
    if b"\0" in data:
        raise NotText("it is a binary file (it holds NUL bytes), not text")


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 of Latin or Cyrillic text has a 0 or 4 in every second byte, line ends and spaces always a 0."""
    sample = data[: _SAMPLE // 16 * 2]
    if len(sample) < 4 or b"\0" not in sample:
        return None
    for high, name in ((sample[1::2], "utf-16-le"), (sample[0::2], "utf-16-be")):
        if sum(high.count(byte) for byte in (0, 4, 0x20)) >= 0.98 * len(high) and _decodes(sample, name):
            return name
    return None


def _good_share(data: bytes, name: str) -> float:
    """The share of well-formed characters beyond ASCII; a character that is cut off at the end counts as good."""
    text = codecs.getincrementaldecoder(name)("replace").decode(data)
    beyond = sum(1 for char in text if char > "\x7f") if not text.isascii() else 0
    return 1.0 if beyond == 0 else 1 - text.count("\ufffd") / beyond


def _usable(declared: str, data: bytes) -> str | None:
    try:
        name = codecs.lookup(declared).name
        b"aa".decode(name)  # fails for a codec that is not one of text, as base64
    except (LookupError, UnicodeDecodeError):
        return None
    # A page that could be read so far is in no UTF-16, and in UTF-8 neither.
    return name if not name.startswith("utf") and _decodes(data, name) else None


def _decodes(data: bytes, name: str) -> bool:
    try:
        codecs.getincrementaldecoder(name)().decode(data)
    except UnicodeDecodeError:
        return False
    return True


def _by_letters(sample: bytes) -> str:
    scored = [
        (likelihood(sample.decode(name)), -rank, name) for rank, name in enumerate(_ONE_BYTE) if _decodes(sample, name)
    ]
    if not scored:
        raise NotText("its encoding is not recognised; convert it to UTF-8")
    score, _, name = max(scored)
    if score <= 0:
        raise NotText("its encoding is not recognised; convert it to UTF-8")
    return name


def likelihood(text: str) -> float:
    """How much the characters beyond ASCII look like Russian, Kazakh or western European writing (compare only)."""
    score = 0.0
    for char in text:
        if char <= "\x7f" or char in _TYPOGRAPHY:
            continue
        lower = char.lower()
        if lower in _VALUE:
            score += _VALUE[lower] if char == lower else _VALUE[lower] - 0.3
        elif char in _WESTERN:
            score += 0.8
        else:
            score -= 3.0
    folded = text.lower()
    score += 2.0 * sum(one + two in _PAIRS for one, two in itertools.pairwise(folded))
    score -= 4.0 * len(_BROKEN_CASE.findall(text)) + 4.0 * len(_MIXED_WORD.findall(text))
    return score
