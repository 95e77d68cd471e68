import pytest

from multivector.observatory.desk.changes import lines


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("one\ntwo", "one\ntwo", "one|two"),
        ("one two", "one three", "one [-two-][+three+]"),
        ("one\ntwo", "one", "one|[-two-]"),
        ("two", "one\ntwo", "[+one+]|two"),
        ("", "one", "[+one+]"),
        ("a <b>", "a <i>", "a <[-b-][+i+]>"),
    ],
)
def test_lines(before, after, expected):
    marks = {"": "{}", "ins": "[+{}+]", "del": "[-{}-]"}
    found = ("".join(marks[kind].format(text) for kind, text in line.parts) for line in lines(before, after))
    assert "|".join(found) == expected


def test_long_passages_stay_quick():
    assert len(lines("word " * 5_000, "other " * 5_000)[0].parts) == 2
