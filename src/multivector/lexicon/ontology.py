"""The codes of PLOVER (openeventdata/PLOVER, codebook draft 2.0) with their scores, and the kinds of fact.

Where the codebook contradicts itself: ACCUSE scores -3 (it prints 3), SANCTION is material conflict, PROTEST/vandalize
has the score of its type.
"""

from __future__ import annotations

QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}

QUAD_OF_TYPE = {
    "AGREE": 1,
    "CONSULT": 1,
    "SUPPORT": 1,
    "CONCEDE": 1,
    "COOPERATE": 2,
    "AID": 2,
    "RETREAT": 2,
    "REQUEST": 3,
    "ACCUSE": 3,
    "REJECT": 3,
    "THREATEN": 3,
    "PROTEST": 4,
    "SANCTION": 4,
    "MOBILIZE": 4,
    "COERCE": 4,
    "ASSAULT": 4,
}
"""PLOVER type -> quad class."""

SCORES = {
    "AGREE": 2.5,
    "CONSULT": 2.5,
    "SUPPORT": 5.0,
    "CONCEDE": 4.5,
    "COOPERATE": 9.5,
    "AID": 10.0,
    "RETREAT": 6.5,
    "REQUEST": 0.0,
    "ACCUSE": -3.0,
    "REJECT": -2.0,
    "THREATEN": -3.5,
    "PROTEST": -5.0,
    "SANCTION": -6.0,
    "MOBILIZE": -5.5,
    "COERCE": -7.0,
    "ASSAULT": -9.0,
}
"""PLOVER type -> score, -10 conflict to +10 cooperation."""

MODES: dict[str, dict[str, float]] = {
    "AGREE": {},
    "CONSULT": {"visit": 4, "third-party": 1, "multilateral": 4, "phone": 1.5},
    "SUPPORT": {},
    "CONCEDE": {},
    "COOPERATE": {},
    "AID": {},
    "RETREAT": {"withdraw": 8, "release": 6.5, "disarm": 10, "ceasefire": 7.5, "access": 6.5, "resign": 4.5},
    "REQUEST": {"assist": 0.5, "change": -1, "yield": -1, "meet": 0},
    "ACCUSE": {"disapprove": -2, "investigate": -3.5, "allege": -3.5},
    "REJECT": {"assist": -1.5, "change": -2, "yield": -2, "meet": -2},
    "THREATEN": {"restrict": -3, "arrest": -3.5, "relations": -3.5, "expel": -3.5, "territory": -4, "violence": -3.5},
    "PROTEST": {
        "demo": -5,
        "riot": -7,
        "strike": -5,
        "hunger": -4.5,
        "boycott": -4.5,
        "obstruct": -4.5,
        "vandalize": -5,
    },
    "SANCTION": {"convict": -6, "expel": -5.5, "withdraw": -6, "discontinue": -6},
    "MOBILIZE": {"troops": -6.5, "weapons": -6.5, "police": -5.5, "militia": -6},
    "COERCE": {
        "seize": -7,
        "restrict": -7,
        "censor": -6.5,
        "curfew": -6.5,
        "martial-law": -7.5,
        "arrest": -7,
        "deport": -7,
        "withhold": -7,
        "misinformation": -6.5,
        "cyber": -7,
    },
    "ASSAULT": {
        "abduct": -8.5,
        "beat": -7.5,
        "torture": -8.5,
        "sexual": -8.5,
        "targeted": -9.5,
        "destroy": -8.5,
        "primitive": -8,
        "firearms": -9,
        "explosives": -9,
        "suicide-attack": -9.5,
        "aerial": -9.5,
        "drone": -9.5,
        "heavy-weapons": -9.5,
        "crowd-control": -7.5,
        "unconventional": -10,
    },
}
"""PLOVER type -> its modes with their scores."""

CONTEXTS = frozenset(
    [
        "military",
        "intelligence",
        "executive",
        "legislative",
        "election",
        "political_institutions",
        "pro_democracy",
        "pro_autocracy",
        "economic",
        "legal",
        "reparations",
        "human_rights",
        "rights_freedoms",
        "repression",
        "human_security",
        "gender",
        "lgbt",
        "religion_ethnicity",
        "inequality",
        "diplomatic",
        "territory",
        "peacekeeping",
        "health",
        "asylum",
        "migration",
        "disasters",
        "natural_resource",
        "environment",
        "technology",
        "terrorism",
        "cbrn",
        "cyber",
        "misinformation",
        "crime",
        "corruption",
        "illegal_drugs",
        "trafficking",
    ]
)

NO_STATE = "---"
SOME_STATES = f"{NO_STATE}.GOV"  # the states of a region: whose, the text does not say
"""Stands for the state in the code of an actor that has none: `---.REB`."""

STATE_SECTORS = frozenset(["GOV", "MIL", "LEG", "JUD", "SPY", "COP", "PTY"])
"""Organs of a state: they carry the bare state code unless the other side is the same state."""

STATE_OR_ORGAN = STATE_SECTORS | {""}
"""A state's organs and the state itself, which has no sector."""

SECTORS = STATE_SECTORS | frozenset(
    [
        "AGR",
        "BUS",
        "CRM",
        "CVL",
        "EDU",
        "ELI",
        "JRN",
        "LAB",
        "MED",
        "NGO",
        "OPP",
        "PRE",
        "PRM",
        "REB",
        "REF",
        "REL",
        "SOC",
        "UAF",
        "UNK",
    ]
)

RECIPROCAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
"""Types in which both sides act: A and B met."""

FACTS: dict[str, frozenset[str]] = {
    "office": frozenset({"person", "position", "of"}),
    "membership": frozenset({"member", "of"}),
    "chairmanship": frozenset({"chair", "of"}),
    "instrument": frozenset({"parties", "act", "name", "kind", "place"}),
    "hosting": frozenset({"host", "what", "about", "place", "count"}),
    "mission": frozenset({"actor", "kind", "place", "under"}),
    "institution": frozenset({"founders", "name", "under"}),
}
"""Kind of fact -> its slots."""

KEY_SLOTS = {
    "office": ("of", "person"),
    "membership": ("member", "of"),
    "chairmanship": ("chair", "of"),
    "instrument": ("parties", "act"),
    "hosting": ("host",),
    "mission": ("actor", "kind"),
    "institution": ("name",),
}
"""Kind of fact -> the slots that say which fact it is: what a fact needs, and what two of them must agree on."""

ROLES = frozenset(
    [
        "subject",
        "object",
        "to",
        "with",
        "from",
        "against",
        "for",
        "in",
        "into",
        "on",
        "about",
        "of",
        "by",
        "between",
        "under",
        "as",
        "at",
        "before",
        "over",
        "through",
        "described",
        "result",
    ]
)
"""Abstract roles, which each language's grammar spells out; `described` is whom a noun says something of: Turkey, a
critic of Israel; `result` what becomes of an object: left him angry."""
