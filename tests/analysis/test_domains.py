import polars as pl
import pytest

from multivector.analysis.domains import domains, in_domain
from multivector.lexicon.ontology import CONTEXTS


def test_every_context_belongs_to_one_domain():
    contexts = [context for domain in domains().values() for context in domain.contexts]
    assert sorted(contexts) == sorted(CONTEXTS)


def test_every_frame_is_one_of_the_lexicon(lexicon):
    frames = {frame for domain in domains().values() for frame in domain.frames}
    assert frames <= {id for id, frame in lexicon.frames.items() if frame.type}


@pytest.mark.parametrize(
    ("contexts", "frame", "expected"),
    [
        (["economic", "legal"], "x", ["economic", "legal"]),
        ([], "open_fire", ["military"]),
        (["diplomatic"], "open_fire", ["political", "military"]),
        ([], "promise", []),
    ],
)
def test_domains_of_an_event(contexts, frame, expected):
    row = pl.DataFrame({"contexts": [contexts], "frame": [frame]}, schema_overrides={"contexts": pl.List(pl.String)})
    assert [id for id in domains() if row.select(in_domain(id)).item()] == expected
