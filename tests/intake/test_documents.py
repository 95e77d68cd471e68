from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from multivector.errors import SkipInput, StopRun
from multivector.intake import Problem, document, read
from multivector.model import Document

Reader = Callable[..., tuple[list[Document], list[Problem]]]
Write = Callable[..., str]

ENGLISH = "The president of Kazakhstan met with the president of China in Beijing and discussed trade."


def test_a_text_from_python(sample: tuple[str, str]) -> None:
    language, text = sample
    found = document(text, published="05.03.2019", title="T", source="S")
    assert (found.id, found.text, found.language, found.published) == ("text", text, language, "2019-03-05")
    assert (found.title, found.source, found.surroundings) == ("T", "S", ())


def test_what_is_given_wins() -> None:
    text = f"A title\n\n{ENGLISH}\n\nJohn Smith"
    found = document(text, title="Another", author="Else", language="kk")
    assert (found.title, found.author, found.language) == ("Another", "Else", "kk")


def test_surroundings_do_not_tell_the_language() -> None:
    form = (
        "Leave a comment\nYour email address will not be published. Required fields are marked\nName\nEmail\nWebsite\n"
    )
    assert document(f"Токаев прибыл в Пекин\n\n{form * 4}").language == "ru"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"text": ""}, "no words"),
        ({"text": "12 + 5 = …"}, "no words"),
        ({"text": "a\0b"}, "binary"),
        ({"text": "a\ud800b"}, "surrogate"),
        ({"text": "Der Präsident traf sich mit dem König in der Stadt"}, "not recognised"),
        ({"text": ENGLISH, "language": "de"}, "not supported"),
        ({"text": ENGLISH, "published": "soon"}, "YYYY-MM-DD"),
    ],
)
def test_refused(options: dict[str, str], says: str) -> None:
    with pytest.raises(SkipInput, match=says) as caught:
        document(**options, id="x")
    assert caught.value.where == "x"


def test_defaults_hold_where_a_record_has_none(reading: Reader, write: Write) -> None:
    own = '{"text": "%s", "language": "en", "published": "2020-01-01"}' % ENGLISH  # noqa: UP031 - braces
    bare = '{"text": "%s"}' % ENGLISH  # noqa: UP031
    found, _ = reading(write("a.jsonl", [own, bare]), language="kk", published="2019-03-05")
    assert [(one.language, one.published) for one in found] == [("en", "2020-01-01"), ("kk", "2019-03-05")]


@pytest.mark.parametrize("options", [{"language": "de"}, {"published": "soon"}])
def test_wrong_defaults_end_the_run_at_once(options: dict[str, str]) -> None:
    with pytest.raises(StopRun):
        read(["a.txt"], on_problem=print, **options)


def test_reading_is_lazy(write: Write) -> None:
    path = write("a.txt", ENGLISH)
    problems: list[Problem] = []
    stream = read((name for name in [path, "missing.txt"]), on_problem=problems.append)
    assert next(stream).id == path
    assert problems == []
    assert list(stream) == []
    assert len(problems) == 1


def test_one_path_need_not_be_in_a_list(write: Write) -> None:
    assert len(list(read(write("a.txt", ENGLISH), on_problem=print))) == 1


def test_nothing_heavy_is_imported() -> None:
    script = "import sys, multivector.intake; print(*{'trafilatura', 'polars', 'lxml', 'zstandard'} & set(sys.modules))"
    path = [*sys.path]
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:] = {path!r}; {script}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == ""
