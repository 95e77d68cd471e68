import pytest

from multivector.errors import SkipInput
from multivector.language import read_conllu

GOOD = """# text = Москва молчит.
1\tМосква\tмосква\tPROPN\t_\tCase=Nom|Number=Sing\t2\tnsubj\t_\t_
2\tмолчит\tмолчать\tVERB\t_\tTense=Pres\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_

1-2\tнего\t_\t_\t_\t_\t_\t_\t_\t_
1\tне\tне\tPART\t_\t_\t2\tadvmod\t_\t_
2\tго\tго\tPART\t_\t_\t0\troot\t_\t_
"""


def test_reads_columns_and_offsets(tmp_path):
    path = tmp_path / "a.conllu"
    path.write_text(GOOD, encoding="utf-8")
    first, second = read_conllu(path)
    assert first.words == ["Москва", "молчит", "."]
    assert first.heads == [1, -1, 1]
    assert first.feats[0] == {"Case": "Nom", "Number": "Sing"}
    assert [first.text[a:b] for a, b in zip(first.starts, first.ends, strict=True)] == first.words
    assert second.start == first.end + 1
    assert second.words == ["не", "го"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1\tМосква\tмосква\n", ":1: a CoNLL-U line has 10 columns"),
        (GOOD.replace("\t2\tnsubj", "\t_\tnsubj"), "HEAD"),
        (GOOD.replace("\t2\tnsubj", "\t9\tnsubj"), "points outside"),
        (GOOD.replace("1\tМосква", "x\tМосква"), "word's number"),
    ],
)
def test_says_what_is_wrong(tmp_path, text, message):
    path = tmp_path / "bad.conllu"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SkipInput, match=message):
        list(read_conllu(path))
