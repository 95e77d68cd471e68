import pytest

from multivector.language.english_sentences import sentences
from multivector.language.paragraphs import LONGEST, cut_long


@pytest.mark.parametrize(
    "text",
    [
        "First one.| Second one.",
        "Title\n\n|Text.",
        "Talks were\nheld.",
        "Mr. Obama met Gen. J. R. Smith of the U.S. Army on Sept. 11.| They agreed.",
        "He left the U.S.| The talks failed.",
        "It cost $3.5 million.| Shares of Acme Inc. fell.",
        "KABUL, Afghanistan (AP) --| Two men died.| Troops left.",
        "KABUL --| Iran met France.",
        "USA – Mexico border talks were held.",
        "HAMAS — Israel ceasefire talks failed.",
        "WASHINGTON, D.C. (Reuters) -| The U.N. met.",
        'He said: "We agree."| "They do not," she said.',
        '"Will they agree?" he asked.| "No!"| She left.',
        "They met ... and left.| They met…| He left.",
        "He came at 5 p.m. Monday.| In 2014. the end",
        "See No. 5 of vol. 2, p. 7.| No.| It was not.",
        "1. The first item.| 2. The second.",
        "The end.[1]| The end. [2]| More.",
        "The meeting (held in Rome.)| It ended.",
        "Reuters:| Rebels killed a soldier.| He died.",
        "Al-Zaman :| The army left.",
        "President: Barack Obama",
        "The question: Did Iran attack?",
        "No stop at the end",
        " Spaces around. | Yes. ",
        "",
        " \n ",
    ],
)
def test_split(text):
    expected = [part.strip() for part in text.split("|") if part.strip()]
    text = text.replace("|", "")
    assert [text[a:b] for a, b in sentences(text)] == expected


@pytest.mark.parametrize("unit", [". ", ".", '."', "B. ", " ", "x.[1] ", "A\n", "?! ", "Aa ", "A: ", "A: B "])
def test_splitting_takes_no_longer_than_the_text(unit):
    sentences(unit * 100_000)  # a quadratic expression would not come back


def test_a_line_without_end_is_cut_at_white_space():
    text = "word " * 2000
    spans = list(cut_long(text, [(0, len(text))]))
    assert max(end - start for start, end in spans) <= LONGEST
    assert "".join(text[slice(*span)] for span in spans).replace(" ", "") == "word" * 2000
