import pytest
from hypothesis import given
from hypothesis import strategies as st

from multivector.observatory.articles.spans import AROUND, Mark, Piece, Spot, paragraphs


def drawn(text, marks):
    """The paragraphs as text: {1,2:words} a spot of entries 1 and 2, [1:words] other evidence, <words> surroundings."""

    def piece(part):
        if part.is_around:
            return f"<{part.text}>"
        return f"[{','.join(map(str, part.entries))}:{part.text}]" if part.entries else part.text

    def said(part):
        if isinstance(part, Piece):
            return piece(part)
        return f"{{{','.join(map(str, part.entries))}:{'|'.join(p.text for p in part.pieces)}}}"

    return ["".join(said(part) for part in paragraph.parts) for paragraph in paragraphs(text, marks)]


@pytest.mark.parametrize(
    ("text", "marks", "expected"),
    [
        ("abcdef", [], ["abcdef"]),
        ("abcdef", [Mark(1, 3, 0, True)], ["a{0:bc}def"]),
        ("abcdef", [Mark(0, 6, 0, True)], ["{0:abcdef}"]),
        # overlapping, in each other, the same, touching
        ("abcdef", [Mark(0, 3, 0, True), Mark(2, 5, 1, True)], ["{0,1:ab|c|de}f"]),
        ("abcdef", [Mark(0, 6, 0, True), Mark(2, 3, 1, True)], ["{0,1:ab|c|def}"]),
        ("abcdef", [Mark(1, 3, 0, True), Mark(1, 3, 1, True)], ["a{0,1:bc}def"]),
        ("abcdef", [Mark(1, 3, 0, True), Mark(3, 5, 1, True)], ["a{0:bc}{1:de}f"]),
        # other evidence: apart, overlapping a trigger, of two entries, touching
        ("abcdef", [Mark(0, 1, 0), Mark(2, 4, 0, True)], ["[0:a]b{0:cd}ef"]),
        ("abcdef", [Mark(1, 4, 1), Mark(2, 6, 0, True)], ["a[1:b]{0:cd|ef}"]),
        ("abcdef", [Mark(0, 4, 0), Mark(2, 6, 1)], ["[0:ab][0,1:cd][1:ef]"]),
        ("abcdef", [Mark(0, 2, 0), Mark(2, 4, 1)], ["[0:ab][1:cd]ef"]),
        # paragraphs
        ("ab\ncd", [Mark(1, 4, 0, True)], ["a{0:b}", "{0:c}d"]),
        ("ab\n\n \ncd\n", [Mark(0, 8, 0)], ["[0:ab]", "[0:cd]"]),
        ("ab\ncd", [Mark(2, 3, 0, True)], ["ab", "cd"]),
        # offsets are code points
        ("😀é\U00020000b", [Mark(1, 3, 0, True)], ["😀{0:é\U00020000}b"]),
        # what is broken is left out or cut
        ("abc", [Mark(2, 2, 0, True), Mark(3, 1, 1), Mark(7, 9, 2), Mark(-5, 1, 3), Mark(2, 99, 4)], ["[3:a]b[4:c]"]),
        ("", [Mark(0, 5, 0)], []),
        ("menu\nabc", [Mark(0, 4, AROUND), Mark(5, 6, AROUND)], ["<menu>", "<a>bc"]),
    ],
)
def test_marks_are_laid_over_the_text(text, marks, expected):
    assert drawn(text, marks) == expected


def test_spots_are_numbered_through_and_surroundings_known():
    found = paragraphs("abc\nmenu\ndef", [Mark(0, 1, 0, True), Mark(4, 8, AROUND), Mark(9, 10, 1, True)])
    assert [part.number for p in found for part in p.parts if isinstance(part, Spot)] == [1, 2]
    assert [p.is_around for p in found] == [False, True, False]


@given(st.text("ab\n😀", max_size=30), st.lists(st.tuples(st.integers(-2, 32), st.integers(-2, 32), st.booleans())))
def test_the_pieces_put_together_are_the_text(text, spans):
    found = paragraphs(text, [Mark(start, end, n, trigger) for n, (start, end, trigger) in enumerate(spans)])
    lines = [
        "".join(p.text for part in line.parts for p in ([part] if isinstance(part, Piece) else part.pieces))
        for line in found
    ]
    assert lines == [line for line in text.split("\n") if line.strip()]
