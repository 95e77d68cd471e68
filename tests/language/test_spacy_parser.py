import pytest

from multivector.errors import StopRun
from multivector.language.spacy_parser import SHIPPED, SpacyParser


def pipeline(tmp_path, *components):
    import spacy

    nlp = spacy.blank("en")
    for component in components:
        nlp.add_pipe(component)
    nlp.to_disk(tmp_path / "pipeline")
    return tmp_path / "pipeline"


def test_a_pipeline_by_its_path():
    parser = SpacyParser(str(SHIPPED))
    assert (parser.language, parser.name) == ("en", "en_ud_ewt")
    assert parser.version


@pytest.mark.parametrize(
    ("components", "message"), [((), "has no dependency parser"), (("sentencizer",), "has no dependency parser")]
)
def test_a_pipeline_that_does_not_parse(tmp_path, components, message):
    with pytest.raises(StopRun, match=message):
        SpacyParser(pipeline(tmp_path, *components))


def test_a_pipeline_without_parts_of_speech(tmp_path):
    import spacy

    nlp = spacy.load(SHIPPED, exclude=["morphologizer"])
    nlp.to_disk(tmp_path)
    with pytest.raises(StopRun, match="no parts of speech"):
        SpacyParser(tmp_path)


def test_an_unknown_pipeline_says_how_to_install_one():
    with pytest.raises(StopRun, match=r"no spaCy pipeline 'en_nothing'.*spacy download"):
        SpacyParser("en_nothing")


def test_many_different_words_do_not_fill_the_memory(monkeypatch):
    parser = SpacyParser()
    texts = [(f"Iran and Zo{i}x signed an agreement on Wi{i}y.", 0) for i in range(20)]
    expected = parser.parse(texts)
    monkeypatch.setattr("multivector.language.spacy_parser.MOST_WORDS", 0)
    forgetful = SpacyParser()
    size = len(list(forgetful._nlp.vocab))
    assert [forgetful.parse(texts) for _ in range(3)] == [expected] * 3
    assert len(list(forgetful._nlp.vocab)) == size


class Recited:
    """Gives every sentence the same tree in ClearNLP's manner: *Li met with Xi*."""

    labels = ("nsubj", "ROOT", "prep", "pobj")

    def __call__(self, doc):
        rows = zip(doc, (1, 1, 1, 2), self.labels, ("PROPN", "VERB", "ADP", "PROPN"), strict=False)
        for token, head, dep, pos in rows:
            token.head, token.dep_, token.pos_ = doc[head], dep, pos
        return doc

    def to_disk(self, path, **options):
        pass

    def from_disk(self, path, **options):
        pass


def test_trees_in_clearnlps_manner_are_converted(tmp_path):
    from spacy.language import Language

    if not Language.has_factory("recited"):
        Language.factory("recited", func=lambda nlp, name: Recited())
    parser = SpacyParser(pipeline(tmp_path, "recited"))
    (sentence,) = parser.parse([("Li met with Xi", 10)])
    assert list(zip(sentence.words, sentence.heads, sentence.deprels, strict=True)) == [
        ("Li", 1, "nsubj"),
        ("met", -1, "root"),
        ("with", 3, "case"),
        ("Xi", 1, "obl"),
    ]
    assert sentence.lemmas == ["li", "meet", "with", "xi"]
    assert sentence.starts == [10, 13, 17, 22]
