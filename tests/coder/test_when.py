"""language | published | text | EDTF of its first event: which time expression of a sentence an event takes."""

import pytest

CASES = """
en | 2004-10-16 | Things changed on September 22 when Bush and Musharraf held a meeting in New York. | 2004-09-22
en | 2004-10-28 | Two years ago Musharraf was surprised when an Indian minister visited Iran. | 2002
en | 2020-03-06 | Iran met Turkey in May 2019. | 2019-05
ru | 2020-03-06 | Всё изменилось в мае 2019 года, когда Иран подписал соглашение с Турцией. | 2019-05
"""


@pytest.mark.parametrize("row", CASES.strip().splitlines())
def test_dates(coder, row):
    language, published, text, edtf = (part.strip() for part in row.split(" | "))
    event = coder.code(text, language=language, published=published).events[0]
    assert (event.time, event.time_source) == (edtf, "text")
