"""What is claimed, what the register says."""

import polars as pl
import pytest

from multivector import Record, StopRun, claims, read
from multivector.analysis.charts import svg
from multivector.analysis.claims import chart

# language, day of publication, text, verdict, what the register says
CASES = [
    ("ru", None, "Казахстан председательствовал в ОБСЕ в 2010 году.", "agrees", "chair 2010"),
    ("ru", None, "Казахстан председательствовал в ОБСЕ в 2012 году.", "contradicts", "participating state since 30 January 1992; chair 2010"),
    ("ru", None, "В январе 2018 года Казахстан председательствовал в Совете Безопасности ООН.", "agrees", "president for January 2018"),
    ("ru", None, "В 2018 году Казахстан председательствовал в Совете Безопасности ООН.", "agrees", "president for January 2018"),
    ("ru", None, "В марте 2018 года Казахстан председательствовал в Совете Безопасности ООН.", "contradicts", "elected member 2017-2018; president for January 2018"),
    ("ru", None, "В 2017-18 годах Казахстан председательствовал в Совете Безопасности ООН.", "contradicts", "elected member 2017-2018; president for January 2018"),
    ("ru", None, "Казахстан председательствовал в ШОС в 2023–2024 годах.", "agrees", "chair 2023-2024"),
    ("ru", None, "Франция председательствовала в ЕАЭС в 2019 году.", "contradicts", "no chair (2015-2026); chair 2019: Armenia"),
    ("ru", None, "Казахстан председательствовал в Совете министров обороны СНГ в 2019 году.", "unknown", "member since 21 December 1991; chair about 2006, 2015, 2022"),
    ("ru", "2009-05-01", "Решено, что председательство Казахстана в ОБСЕ начнётся.", "unknown", "participating state since 30 January 1992; chair 2010"),
    ("en", None, "Kazakhstan chaired the OSCE in 2010.", "agrees", "chair 2010"),
    ("en", None, "Kazakhstan chaired the OSCE in 2015.", "contradicts", "participating state since 30 January 1992; chair 2010"),
    ("ru", None, "Финляндия вступила в НАТО в 2023 году.", "agrees", "member since 4 April 2023"),
    ("ru", None, "Финляндия вступила в НАТО в 2022 году.", "unknown", "member since 4 April 2023"),  # signed then
    ("ru", None, "Финляндия вступила в НАТО в 2010 году.", "contradicts", "member since 4 April 2023"),
    ("ru", None, "Казахстан вступил в ООН в 1995 году.", "contradicts", "member since 2 March 1992"),
    ("ru", None, "Казахстан был принят в ООН в 1992 году.", "agrees", "member since 2 March 1992"),
    ("ru", None, "Казахстан был членом ООН в 1995 году.", "agrees", "member since 2 March 1992"),
    ("ru", "2012-05-01", "Иран является членом ШОС.", "unknown", "observer 2005-2023; member since 4 July 2023"),
    ("ru", None, "Бразилия является членом ЕАЭС.", "contradicts", "no member (2015-2025)"),
    ("ru", "2026-05-01", "Бразилия является членом ЕАЭС.", "unknown", "no member (2015-2025)"),  # later than what is known
    ("ru", None, "Вступление Украины в НАТО можно сравнить с покупкой билета.", "unknown", "partner since 8 February 1994"),
    ("ru", None, "Венесуэла является членом ОПЕК.", "unknown", "the register does not hold this organisation"),
    ("en", None, "Finland joined NATO in 2023.", "agrees", "member since 4 April 2023"),
    ("en", None, "Venezuela is a member of NATO.", "contradicts", "no member (1949-2025)"),
]  # fmt: skip
IDS = [f"{number}" for number, _ in enumerate(CASES)]


@pytest.fixture(scope="module")
def checked(recorded):
    return recorded(*((id, *case[:3]) for id, case in zip(IDS, CASES, strict=True)))


@pytest.fixture(scope="module")
def verdicts(checked):
    table = claims(checked).filter(pl.col("fact").is_in(["membership", "chairmanship"]))
    return {
        doc: (verdict, register) for doc, verdict, register in table.select("doc", "verdict", "register").iter_rows()
    }


@pytest.mark.parametrize(("id", "case"), list(zip(IDS, CASES, strict=True)), ids=[case[2] for case in CASES])
def test_a_claim_against_the_register(id, case, verdicts):
    assert verdicts[id] == case[3:]


def test_columns_filters_and_order(checked):
    table = claims(checked)
    assert table.columns == ["entry", "doc", "fact", "claim", "verdict", "register", "source"]
    assert claims(checked, doc=IDS[0])["doc"].to_list() == [IDS[0]]
    assert set(claims(checked, verdict="agrees")["verdict"]) == {"agrees"}
    assert table["verdict"].to_list()[0] == "contradicts"
    assert "OSCE, www.osce.org" in claims(checked, doc=IDS[0])["source"][0]


@pytest.mark.parametrize(
    ("language", "claim", "register"),
    [
        ("en", "Kazakhstan chaired the Organization for Security and Co-operation in Europe, 2010", "chair 2010"),
        ("ru", "Казахстан – председатель организации: Организация по безопасности и сотрудничеству в Европе, 2010", "председатель 2010"),
        ("kk", "Қазақстан – ұйым төрағасы: Еуропадағы қауіпсіздік және ынтымақтастық ұйымы, 2010", "төраға 2010"),
    ],
)  # fmt: skip
def test_three_languages(checked, language, claim, register):
    assert claims(checked, doc=IDS[0], language=language).row(0)[3:6:2] == (claim, register)


@pytest.mark.parametrize(
    "wrong", [{"verdict": "maybe"}, {"language": "fr"}, {"doc": "nowhere"}, {"register": "/nowhere/at/all"}]
)
def test_bad_input_is_said(checked, wrong):
    with pytest.raises(StopRun):
        claims(checked, **wrong)


def test_the_chart_shows_each_verdict(checked):
    drawn = svg(chart(claims(checked)))
    assert all(word in drawn for word in ("agrees", "contradicts", "unknown", "membership", "chairmanship"))


def test_the_seed_article(shared, coder, tmp_path):
    record = Record(tmp_path / "record", create=True)
    problems = []
    documents = read([str(shared / "seed" / "article.ru.txt")], on_problem=problems.append)
    record.write(list(coder.code_many(documents)), coder="test")
    assert problems == []
    said = {
        claim.partition("chaired the ")[2]: (verdict, register)
        for claim, verdict, register in claims(record)
        .filter(pl.col("fact") == "chairmanship")
        .select("claim", "verdict", "register")
        .iter_rows()
    }
    assert said == {
        "United Nations Security Council, 2017-2018": ("contradicts", "elected member 2017-2018; president for January 2018"),
        "Organization for Security and Co-operation in Europe": ("agrees", "chair 2010"),
        "Eurasian Economic Community": ("agrees", "chair about 2001-2002"),
        "Shanghai Cooperation Organisation": ("agrees", "chair 2004-2005, 2010-2011, 2016-2017, 2023-2024"),
        "Organisation of Islamic Cooperation": ("agrees", "chair of the Council of Foreign Ministers 2011-2012"),
        "Collective Security Treaty Organization": ("agrees", "chair 2011-2012, 2017-2018, 2023-2024"),
        "Organization of Turkic States": ("agrees", "chair 2011-2012, 2015-2018, 2023-2024"),
    }  # fmt: skip
