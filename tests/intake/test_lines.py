from __future__ import annotations

import io

import pytest

from multivector.intake import files
from multivector.intake.lines import Lines, TooLong, sniffed


@pytest.fixture(autouse=True)
def small_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_CHARS", 10)


def _lines(data: bytes, **options: object) -> list[str]:
    lines = Lines(io.BytesIO(data), "utf-8", **options)  # type: ignore[arg-type]
    found: list[str] = []
    while True:
        lines.start_record()
        try:
            if not (line := next(lines, "")):
                return found
        except TooLong:
            line = "TOO LONG"
        found.append(line)


def test_a_long_line_is_passed_over() -> None:
    assert _lines(b"a\n" + b"x" * 200_000 + b"\nb\n") == ["a\n", "TOO LONG", "b\n"]


def test_a_line_at_the_limit_is_kept() -> None:
    assert _lines(b"123456789\n1234567890\nb") == ["123456789\n", "TOO LONG", "b"]


def test_a_long_quoted_record_ends_where_its_quotes_do() -> None:
    assert _lines(b'"aaaaaaaaaaaa\nbb\ncc"\nd\n', newline="", quoted=True) == ["TOO LONG", "d\n"]


def test_undecodable_bytes_are_kept_as_surrogates() -> None:
    assert _lines(b"a\xff\nb\n") == ["a\udcff\n", "b\n"]


def test_sniffing_loses_nothing() -> None:
    data = b"\n\nfirst\nsecond\n" * 9000
    head, whole = sniffed(io.BytesIO(data))
    assert data.startswith(head)
    assert whole.read() == data
