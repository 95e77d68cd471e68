import json
import subprocess
import sys

import pytest

from multivector.language import parser_for
from multivector.language.spacy_parser import SHIPPED, SpacyParser

LARGEST = 15 * 2**20  # bytes of the shipped pipeline


@pytest.fixture(scope="module")
def parser():
    return parser_for("en")


def parse(parser, text):
    return parser.parse([(text[a:b], a) for a, b in parser.split(text)])


def test_offsets_point_into_the_text(parser):
    text = "Title\n\nIran  and\tIraq don't agree; they cannot. It's \u201cover\u201d, said John's aide."
    for sentence in parse(parser, text):
        assert text[sentence.start : sentence.end] == sentence.text
        assert [text[a:b] for a, b in zip(sentence.starts, sentence.ends, strict=True)] == sentence.words
        assert all(word.strip() for word in sentence.words)


@pytest.mark.parametrize(
    ("text", "word", "lemma", "head", "deprel"),
    [
        ("The president of Iran met with officials in Moscow.", "president", "president", "met", "nsubj"),
        ("The president of Iran met with officials in Moscow.", "officials", "official", "met", "obl"),
        ("Sanctions were lifted by the European Union.", "Sanctions", "sanction", "lifted", "nsubj:pass"),
        ("Russia refused to sign the agreement.", "sign", "sign", "refused", "xcomp"),
        ("Russia did not sign the agreement.", "did", "do", "sign", "aux"),
        (
            "Two soldiers were killed on Monday.",
            "soldiers",
            "soldier",
            "killed",
            "nsubj:pass",
        ),
    ],
)
def test_tree_and_lemmas(parser, text, word, lemma, head, deprel):
    (sentence,) = parse(parser, text)
    i = sentence.words.index(word)
    assert (sentence.lemmas[i], sentence.words[sentence.heads[i]], sentence.deprels[i]) == (lemma, head, deprel)


@pytest.mark.parametrize("text", ["He left. She stayed. They met.", "No! Yes! Never!", "a " * 2000, "...", "Ottawa"])
def test_one_tree_a_sentence(parser, text):
    (sentence,) = parser.parse([(text, 0)])
    assert sentence.heads.count(-1) == 1
    assert sentence.deprels[sentence.heads.index(-1)] == "root"


def test_no_words_no_tree(parser):
    (sentence,) = parser.parse([(" \n", 7)])
    assert len(sentence) == 0
    assert sentence.span == (7, 9)


def test_parsing_is_repeatable_in_any_company(parser):
    texts = [("Iran and Russia signed an agreement.", 0), ("No.", 40), ("Talks failed in Geneva on Friday.", 50)]
    together = parser.parse(texts)
    assert parser.parse(texts) == together
    assert [parser.parse([text])[0] for text in texts] == together
    assert SpacyParser().parse(texts) == together


def test_shipped_pipeline_is_small_and_says_where_it_is_from():
    assert sum(path.stat().st_size for path in SHIPPED.rglob("*") if path.is_file()) <= LARGEST
    card = (SHIPPED / "README.md").read_text(encoding="utf-8")
    for fact in ("UD_English-EWT", "CC BY-SA 4.0", "LAS"):
        assert fact in card
    meta = json.loads((SHIPPED / "meta.json").read_text(encoding="utf-8"))
    assert meta["license"] == "CC BY-SA 4.0"


def test_shipped_pipeline_gives_lemmas_in_spacy_too():
    import spacy

    nlp = spacy.load(SHIPPED)
    assert [token.lemma_ for token in nlp("Talks were held.")] == ["talk", "be", "hold", "."]


def test_spacy_is_imported_at_the_first_parse():
    code = (
        "import sys; from multivector.language import parser_for; parser_for('en').split('A. B.');"
        " sys.exit('spacy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
