import pytest

from multivector.intake.outline import outlined

CASES = [
    ("<h1>A</h1><p>one\n two</p><h3>B</h3>", "# A\none two\n### B"),
    ("<ul><li>one</li><li><b>two</b> three</li></ul>", "- one\n- two three"),
    ("<nav><ul><li>Menu</li></ul></nav><h2>A</h2><script>x()</script>", "## A"),
    ("<h2></h2><p>one<br>two</p>", "one\ntwo"),
    ("<p>a &amp; b", "a & b"),
]


@pytest.mark.parametrize(("page", "text"), CASES)
def test_headings_and_items_are_marked(page, text):
    assert outlined(page) == text
