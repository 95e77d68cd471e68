import pytest

from multivector.errors import StopRun
from multivector.lexicon import load_lexicon
from multivector.lexicon.show import show_entry

SHOWN = [
    ("meet", ["frames/consult.yaml:1", "event CONSULT: verbal cooperation, score +2.5", "source is the subject"]),
    ("meet", ["Russian: встретиться", "«Токаев встретился с президентом России.»"]),
    (
        "KAZ",
        ["(state)", "казахстанский", "2019-03-23/2022-09-17", "Kassym-Jomart Tokayev: head_of_state 2019-03-20/.."],
    ),
    ("UN", ["(organisation)", "United Nations"]),
    ("president", ["(role)", "sector: GOV", "office: True"]),
    ("refuse", ["(operator)", "default REJECT"]),
]


@pytest.mark.parametrize(("name", "parts"), SHOWN)
def test_show(small, name, parts):
    shown = show_entry(load_lexicon(small()), name)
    assert [part for part in parts if part not in shown] == []


@pytest.mark.parametrize(("name", "near"), [("mee", "near it: meet"), ("nonsense", "has no entry 'nonsense'")])
def test_no_entry(small, name, near):
    with pytest.raises(StopRun, match=near):
        show_entry(load_lexicon(small()), name)


def test_every_entry_can_be_shown(lexicon):
    for names in (
        lexicon.frames,
        lexicon.operators,
        lexicon.roles,
        lexicon.states,
        lexicon.organisations,
        lexicon.groups,
    ):
        assert all(show_entry(lexicon, name).startswith(f"[bold]{name}[/]") for name in names)
