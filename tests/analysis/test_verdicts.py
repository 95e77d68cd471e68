"""The rules of the verdict, one line a case."""

from datetime import date

import pytest

from multivector.analysis.register import load_register
from multivector.analysis.verdicts import Claim, judge

REGISTER = load_register()

# organisation, part, state, time, what else is known of the claim, verdict
CASES = [
    ("OSCE", "chairs", "KAZ", "2010", {}, "agrees"),
    ("OSCE", "chairs", "KAZ", "2010-06", {}, "agrees"),
    ("OSCE", "chairs", "KAZ", "2009/2010", {}, "unknown"),  # holds for half of it
    ("OSCE", "chairs", "KAZ", "2007", {}, "contradicts"),
    ("OSCE", "chairs", "KAZ", "2007", {"asserted": False}, "unknown"),  # "in 2007 the chairmanship of ... was decided"
    ("OSCE", "chairs", "KAZ", "2003/2006", {"asserted": False}, "contradicts"),  # a chairmanship that lasted
    ("OSCE", "chairs", "KAZ", "2007", {"held": False}, "unknown"),  # planned, possible, denied
    ("OSCE", "chairs", "KAZ", "2010", {"held": False}, "agrees"),
    ("OSCE", "chairs", "KAZ", "2010", {"denied": True}, "unknown"),
    ("OSCE", "chairs", "KAZ", "2012", {"less_named": True}, "unknown"),  # of a committee, perhaps
    ("OSCE", "chairs", "KAZ", "2009-12", {"begins": True}, "unknown"),  # the handover
    ("OSCE", "chairs", "KAZ", "200X", {}, "contradicts"),
    ("OSCE", "chairs", "KAZ", "201X", {}, "agrees"),
    ("OSCE", "chairs", "KAZ", "2027", {}, "unknown"),  # later than what is known
    ("OSCE", "chairs", "KAZ", "2010/..", {}, "agrees"),
    ("OSCE", "chairs", "KAZ", "../2019", {}, "agrees"),
    ("OSCE", "chairs", "KAZ", None, {}, "agrees"),
    ("OSCE", "chairs", "KAZ", None, {"published": date(2008, 1, 1)}, "unknown"),
    ("OSCE", "chairs", "KAZ", "XXXX-10-12", {}, "agrees"),  # a day of no year is no time
    ("UNSC", "chairs", "KAZ", "2017/2018", {}, "contradicts"),
    ("UNSC", "chairs", "KAZ", "2018-01", {}, "agrees"),
    ("UNSC", "chairs", "KAZ", "2018-02", {}, "contradicts"),
    ("UNSC", "members", "KAZ", "2017/2018", {}, "agrees"),
    ("UNSC", "members", "KAZ", "2010/2011", {}, "contradicts"),
    ("UNSC", "members", "KAZ", "2016", {}, "unknown"),  # elected then
    ("SCO", "chairs", "KAZ", "2023/2024", {}, "agrees"),
    ("EAEU", "members", "KAZ", "2010", {}, "unknown"),  # before it was founded: perhaps something else is meant
    ("EURASEC", "chairs", "RUS", "2005", {}, "unknown"),  # chairs are not complete
    ("EURASEC", "chairs", "KAZ", "2003", {}, "unknown"),
    ("EU", "members", "GBR", "2021", {}, "unknown"),  # within a year of the end
    ("EU", "members", "GBR", "2023", {}, "contradicts"),
    ("EU", "members", "DEU", "1957", {}, "agrees"),
    ("EU", "members", "FRA", "1958", {"begins": True}, "agrees"),
    ("EU", "members", "FRA", "1993", {"begins": True}, "agrees"),  # the Union
    ("EU", "members", "FRA", "1975", {"begins": True}, "contradicts"),
    ("EU", "members", "UKR", None, {}, "contradicts"),
    ("EU", "members", "UKR", None, {"less_named": True}, "unknown"),  # "a candidate member"
    ("EU", "members", "UKR", None, {"asserted": False}, "unknown"),
    ("CSTO", "members", "KAZ", "2002", {"begins": True}, "agrees"),
    ("CSTO", "members", "KAZ", "1992", {"begins": True}, "agrees"),
    ("CIS", "members", "GEO", "2012", {}, "contradicts"),
    ("NATO", "chairs", "FRA", "2012", {}, "unknown"),  # no chairs in the file
    ("CICA", "members", "USA", None, {}, "unknown"),  # members are not complete
    ("G20", "members", "AU", "2024", {}, "agrees"),
]


@pytest.mark.parametrize(("code", "part", "state", "time", "more", "verdict"), CASES)
def test_verdict(code, part, state, time, more, verdict):
    assert judge(Claim(part=part, state=state, time=time, **more), REGISTER.get(code)).verdict == verdict
