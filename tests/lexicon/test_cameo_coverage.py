"""English knows at least the verbs for which the CAMEO dictionary of the field has a code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from multivector.language.english_morphology import lemmas
from multivector.lexicon.patterns import operator_words, trigger_patterns

HEAD = re.compile(r"---\s+\S+\s+\[(?P<code>.*?)\]")
VERB = re.compile(r"\+?(?P<verb>[A-Z][A-Z'-]*)[A-Z_' -]*(\{.*?\})?\s*(\[(?P<code>.*?)\])?")
NO_EVENT = ("", "---", "01")  # 01 are mere statements, which are no events in PLOVER

# The dictionary took in whole synonym sets of a thesaurus. These of its verbs say nothing of foreign policy by themselves.
EXCEPTIONS = {
    "auxiliaries, misspellings": "expediate mean satify will would",
    "to think, to know, to tell": """
        analyse apprize ascertain aver avow certify comb confide declassify determine divulge ensure excogitate glance
        lecture meditate muse ponder rake reason research ruminate scan skim speculate study unearth""",
    "to feel, to make feel": """
        agonise agonize arouse badger bother bridle celebrate clap commemorate discomfit disconcert disgust dishearten
        disquiet despair disturb embolden enkindle enliven esteem exuberate exult galvanize harry hassle humble inspire
        invigorate irritate pester pique plague rag revitalize rouse scandalise scandalize slight spur stun stupefy tease
        tempt triumph vex wail weep whine""",
    "to be, to go, to gather": """
        bide brave cluster conglomerate congregate conjoin constellate egress encounter flock inhabit recede reside""",
    "to join and to part, to make more and less": """
        abate affect ameliorate amplify assuage attach augment better bind blend coalesce conflate connect constitute
        correlate detach disentangle enlarge exaggerate fuse harmonise harmonize impact innovate insert integrate magnify
        merge mitigate pluck relate stabilise stabilize synchronise synchronize undo unify unionise unionize untie unloose""",
    "to lead, to let, to bind people": """
        administer allot appropriate bequeath boot catch circle compel constrain contain countenance dictate
        emancipate empower enclose endow enjoin enroll entrust exile govern groom handle impel infest interdict legislate
        necessitate oversee prescribe regulate restrain retire safeguard segregate steer supervise supervize tax tend
        tolerate""",
    "to hold back, to contend": """
        altercate best compete conciliate contend contrast counterbalance crusade defect endanger inhibit master match
        overshadow overtake overwhelm pirate pit procrastinate remit retard string surmount""",
    "to harm, whatever is meant": """
        betray bruise cane clobber compensate contaminate debase defile degrade desolate despoil devastate
        disarray dishonor dishonour eradicate harm hurt impair infract mar pummel rampage ravage ravish ruin shatter spoil
        subvert tarnish thump undermine vitiate""",
    "hardly ever in the news": """
        advertise advertize attire blaspheme cable chasten cordon countermine fill illegalise illegalize oppugn outfit pillory
        reave reprobate revolutionise revolutionize sanctify transgress""",
}  # fmt: skip


def coded_verbs(dictionary: str) -> Iterator[tuple[str, str]]:
    """(first word of the verb, its code): of blocks with a code all verbs, of others those with a code of their own."""
    code = ""
    for line in dictionary.partition("VERB PATTERNS")[2].partition("TRANSFORMATIONS")[0].splitlines():
        if head := HEAD.match(line):
            code = head["code"]
        elif verb := VERB.match(line.partition("#")[0].strip()):
            yield verb["verb"].lower().replace("-", ""), (verb["code"] or code).strip(": ")


@pytest.fixture(scope="module")
def verbs(shared: Path) -> set[str]:
    """The verbs whose code is that of an event."""
    file = shared / "data" / "plover" / "cameo_dictionaries" / "CAMEO.2.0.txt"
    if not file.exists():
        pytest.skip(f"{file} is not there: the CAMEO dictionary does not ship with the project")
    found = coded_verbs(file.read_text(encoding="latin-1"))
    return {verb for verb, code in found if code not in NO_EVENT and code[:2] not in NO_EVENT}


@pytest.fixture(scope="module")
def heads(lexicon) -> set[str]:
    """The words that head an English phrase of a frame or an operator."""
    patterns = [*trigger_patterns(lexicon, "en"), *operator_words(lexicon, "en")]
    return {
        word.replace("-", "") for pattern in patterns for word in (*pattern.head, pattern.phrase.split()[0].lower())
    }


def excepted() -> list[str]:
    return [verb for listed in EXCEPTIONS.values() for verb in listed.split()]


def test_verbs_are_known(verbs, heads):
    assert len(verbs) > 900
    missing = {verb for verb in verbs - set(excepted()) if not lemmas(verb, "VERB") & heads}
    assert sorted(missing) == []


def test_exceptions_are_needed(verbs, heads):
    assert sorted(verb for verb in excepted() if lemmas(verb, "VERB") & heads or verb not in verbs) == []
    assert len(excepted()) == len(set(excepted()))
