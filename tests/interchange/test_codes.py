"""CAMEO codes, actors and places: each case a line."""

from __future__ import annotations

import re

import pytest

from multivector.interchange.cameo import code_of, codes, read_code, root_quad
from multivector.interchange.cameoactors import letters, read_letters
from multivector.interchange.parties import Party, coded, cow, fips, icews_name, named, resolved, spot
from multivector.interchange.tables import table
from multivector.lexicon import default_lexicon
from multivector.lexicon.ontology import CONTEXTS, MODES, SECTORS
from tests.interchange.conftest import make_event

# type/mode/contexts, code
WRITTEN = """
AGREE 030  CONSULT 040  CONSULT/visit 042  CONSULT/phone 041  CONSULT/third-party 044  SUPPORT 050
COOPERATE 060  AID 070  CONCEDE 080  RETREAT 080  RETREAT/release 0841  RETREAT/ceasefire 0871
RETREAT/withdraw 087  RETREAT/access 086  RETREAT/resign 080  REQUEST 100  REQUEST/yield 105
REQUEST/change 104  ACCUSE 110  ACCUSE/investigate 090  REJECT 120  REJECT/meet 120  THREATEN 130
THREATEN/violence 130  THREATEN/territory 1382  PROTEST 140  PROTEST/strike 143  PROTEST/riot 145
MOBILIZE 150  SANCTION 160  SANCTION/expel 166  SANCTION/convict 116  SANCTION/discontinue 160  COERCE 170
COERCE/arrest 173  COERCE/cyber 176  ASSAULT/abduct 181  ASSAULT/destroy 1712  ASSAULT/firearms 193
ASSAULT/aerial 195  ASSAULT/targeted 180  ASSAULT/unconventional 204  AID/-/economic 071
AID/-/military,economic 070  COOPERATE/-/military 062  AGREE/-/economic 030
"""


@pytest.mark.parametrize(("event", "code"), [pair.split() for pair in re.split(r"  |\n", WRITTEN) if pair])
def test_code_of_an_event(event, code):
    type, mode, contexts = [*event.split("/"), "-", ""][:3]
    found = code_of(
        make_event(type=type, mode=None if mode == "-" else mode, contexts=tuple(filter(None, contexts.split(","))))
    )
    assert found is not None
    assert found.code == code


def test_every_type_and_mode_but_plain_assault_has_a_code():
    for type, modes in MODES.items():
        for mode in (None, *modes):
            event = make_event(type=type, mode=mode, contexts=(), target=("SYR.REB",))
            assert (code_of(event) is None) == ((type, mode) == ("ASSAULT", None)), (type, mode)


READ = [
    ("042", "042"), ("42", "042"), ("4", "040"), ("04", "040"), ("042.0", "042"), ("841", "0841"), ("10", "100"),
    ("1051", "1051"), ("1057", "105"), ("19", "190"), ("1953", "195"), ("057", "057"), ("57", "057"), ("20", "200"),
    ("010", None), ("01", None), ("1", None), ("020", None), ("0214", None), ("02", None), ("21", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code"), READ)
def test_reading_a_code(text, code):
    found = read_code(text)
    assert (found and found.code) == code


@pytest.mark.parametrize("text", ["", "---", "04x", "99", "12345", "٠٤"])
def test_what_is_no_code(text):
    with pytest.raises(ValueError, match="CAMEO code"):
        read_code(text)


def test_the_codes_are_sound():
    assert len(codes()) > 250
    for code in codes().values():
        assert code.mode is None or code.mode in MODES[code.type], code
        assert set(code.contexts) <= CONTEXTS, code
        assert -10 <= code.goldstein <= 10, code
    for pair, code in table("cameo")["decided"].items():
        type, mode = pair.split("/")
        assert mode in MODES[type]
        assert code in codes()
    assert [root_quad(root) for root in ("05", "08", "13", "16", "20")] == [1, 2, 3, 4, 4]


def test_tables_name_what_there_is():
    actors, plover, states = table("actors"), table("plover"), default_lexicon().states
    assert set(actors["sectors"]) == SECTORS
    assert set(actors["cameo_types"].values()) <= SECTORS
    assert set(actors["icews_sectors"].values()) <= SECTORS | {"IGO"}
    assert set(actors["organisations"]) <= set(default_lexicon().organisations)
    assert set(table("countries")) <= set(states)
    assert {row["type"] for row in plover["types"].values()} <= set(MODES)
    assert all(mode in (*MODES[pair.split("/")[0]], "") for pair, mode in plover["modes"].items())
    assert set(plover["contexts"].values()) <= CONTEXTS


ONE_STATE_IN_FOUR_SYSTEMS = [
    # state, COW, FIPS 10-4, ICEWS
    ("KAZ", "705", "KZ", "Kazakhstan"),
    ("RUS", "365", "RS", "Russian Federation"),
    ("DEU", "255", "GM", "Germany"),
    ("CHN", "710", "CH", "China"),
    ("XKX", "347", "KV", "Kosovo"),
    ("PSE", "", "WE", "Occupied Palestinian Territory"),
]


@pytest.mark.parametrize(("state", "number", "code", "name"), ONE_STATE_IN_FOUR_SYSTEMS)
def test_states(state, number, code, name):
    assert (cow(state), fips(state), icews_name(state)) == (number, code, name)
    assert named(name) == Party(state)


LETTERS = [
    # our code, in Phoenix, in GDELT
    ("KAZ", "KAZ", "KAZ"),
    ("KAZ.GOV", "KAZGOV", "KAZGOV"),
    ("SYR.REB", "SYRREB", "SYRREB"),
    ("---.REB", "REB", "REB"),
    ("RUS.JRN", "RUSMED", "RUSMED"),
    ("ROU", "ROU", "ROM"),
    ("TLS", "TMP", "TMP"),
    ("UN", "IGOUNO", "IGOUNO"),
    ("OSCE", "IGOEURSCE", "IGOEURSCE"),
    ("CSTO", "IGOCSTO", "IGO"),
    ("AMNESTY", "NGOHRIAMN", "NGOHRIAMN"),
    ("IGO", "IGO", "IGO"),
]


@pytest.mark.parametrize(("code", "phoenix", "gdelt"), LETTERS)
def test_cameo_letters(code, phoenix, gdelt):
    party = Party.of(code)
    assert (letters(party).code, letters(party, gdelt=True).code) == (phoenix, gdelt)
    whole = letters(party)
    assert read_letters([whole.root, whole.agent, *whole.others]) == party


READ_LETTERS = [
    (["USA", "", "GOV", "MIL"], (), "USA.GOV"),
    (["", "UNO", "IGO"], (), "UN"),
    (["", "EEC", "IGO"], (), "EU"),
    (["", "", "IGO"], ("SHANGHAI COOPERATION ORGANISATION",), "SCO"),
    (["", "", "IGO"], ("SOME ALLIANCE",), "IGO"),
    (["", "", "MNC"], ("ACME",), "---.BUS"),
    (["ROM"], (), "ROU"),
    (["", "", "INS"], (), "---.REB"),
    (["AFR"], ("AFRICA",), None),
    ([], ("KAZAKHSTAN",), "KAZ"),
    ([], (), None),
]


@pytest.mark.parametrize(("given", "names", "code"), READ_LETTERS)
def test_reading_letters(given, names, code):
    found = read_letters(given, *names)
    assert (found and found.code) == code


RESOLVED = [
    # country, sector, name, our code
    ("KAZ", "", "", "KAZ"),
    ("kaz", "mil", "", "KAZ.MIL"),
    ("UNO", "", "", "UN"),
    ("EUR", "", "", "EU"),
    ("IGO", "", "Организация по безопасности и сотрудничеству в Европе", "OSCE"),
    ("", "IGO", "OSCE", "OSCE"),
    ("", "", "Shanghai Cooperation Organisation", "SCO"),
    ("", "REB", "Somebody", "---.REB"),
    ("NGO", "", "", "---.NGO"),
    ("", "", "The Gambia", "GMB"),
    ("", "", "Cote d'Ivoire", "CIV"),
    ("", "", "Somebody", None),
    ("", "XYZ", "", None),
]


@pytest.mark.parametrize(("country", "sector", "name", "code"), RESOLVED)
def test_actors(country, sector, name, code):
    found = resolved(country, sector, name)
    assert (found and found.code) == code


def test_organs_carry_the_bare_state_unless_it_stands_elsewhere_too():
    given = [Party("KAZ", "GOV")], [Party("CHN", "MIL"), Party("SYR", "REB")]
    assert coded(*given) == (("KAZ",), ("CHN", "SYR.REB"))
    assert coded([Party("KAZ", "GOV")], [Party("KAZ", "OPP")]) == (("KAZ.GOV",), ("KAZ.OPP",))


@pytest.mark.parametrize(
    ("place", "state", "town"),
    [("Астана", "KAZ", True), ("Казахстан", "KAZ", False), ("Kazakhstan", "KAZ", False), ("Нигде", "", False)],
)
def test_places(place, state, town):
    found = spot(place)
    assert (found.state, found.town) == (state, town)
