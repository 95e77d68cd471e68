import pickle

import pytest

from multivector.lexicon import cache as module
from multivector.lexicon import load_lexicon
from multivector.lexicon.cache import load_index
from multivector.lexicon.index import build_index


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("MULTIVECTOR_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def builds(monkeypatch):
    """How often an index is compiled."""
    count = []
    monkeypatch.setattr(module, "build_index", lambda *given: count.append(given) or build_index(*given))
    return count


def found(index, text):
    return [(text[hit.start : hit.end], hit.candidates[0].kind, hit.candidates[0].code) for hit in index.find(text)]


TEXTS = [
    ("Токаев встретился с президентом России.", ["person KAZ", "trigger ", "role ", "state RUS"]),
    ("В ООН и в Нур-Султане", ["organisation UN", "capital KAZ"]),
    ("Российско-казахстанский", ["compound RUS", "adjective KAZ"]),
    ("Антироссийский", ["anti RUS"]),
    ("экс-президент", ["role "]),
    ("вице-президент", []),
    ("Россиянка", []),  # no word of this lexicon, though it begins like one
    ("ПРЕЗИДЕНТ", ["role "]),
]


@pytest.mark.parametrize(("text", "kinds"), TEXTS, ids=[text for text, _ in TEXTS])
def test_find(small, text, kinds):
    index = build_index(load_lexicon(small()), "ru")
    assert [f"{kind} {code}" for _, kind, code in found(index, text)] == kinds


def test_offsets_with_yo_and_hard_spaces(small):
    index = build_index(load_lexicon(small()), "ru")
    text = "Всё ещё: Организация\u00a0Объединённых\u00a0Наций"
    assert found(index, text) == [(text[9:], "organisation", "UN")]


def test_the_cache_is_used(small, cache, builds):
    lexicon = load_lexicon(small())
    first = load_index(lexicon, "ru")
    assert len(list(cache.iterdir())) == len(builds) == 1
    again = load_index(lexicon, "ru")
    assert len(builds) == 1
    for text, _ in TEXTS:
        assert found(again, text) == found(first, text)


def test_another_lexicon_has_another_cache(small, cache, builds, right):
    load_index(load_lexicon(small()), "ru")
    load_index(load_lexicon(small({"operators.yaml": right["operators.yaml"] + "# changed\n"})), "ru")
    assert len(list(cache.iterdir())) == len(builds) == 2


@pytest.mark.parametrize(
    "content",
    [b"", b"\x80", b"no pickle", b"\x80\x05.", pickle.dumps("no index"), b"\xff" * 99, "cut"],
    ids=["empty", "a byte", "text", "nothing in it", "another object", "noise", "cut off"],
)
def test_a_broken_cache_is_rebuilt(small, cache, builds, content):
    lexicon = load_lexicon(small())
    load_index(lexicon, "ru")
    (path,) = cache.iterdir()
    path.write_bytes(path.read_bytes()[:-100] if content == "cut" else content)
    assert found(load_index(lexicon, "ru"), "Токаев") == [("Токаев", "person", "KAZ")]
    assert len(builds) == 2
    load_index(lexicon, "ru")
    assert len(builds) == 2  # the good one has taken its place


def test_a_cache_that_cannot_be_written(small, tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("MULTIVECTOR_CACHE", str(tmp_path / "file" / "below"))
    assert found(load_index(load_lexicon(small()), "ru"), "Токаев") == [("Токаев", "person", "KAZ")]
