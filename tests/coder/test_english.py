"""text | published | what a careful analyst enters, as in test_events.py: the same frames, in English."""

import pytest

from tests.coder.test_events import check, rows

EVENTS = """
# AGREE
Russia and Armenia have signed an agreement on trade. | | AGREE RUS,ARM>
Kazakhstan signed a border treaty with China. | | AGREE KAZ>CHN
The parliament of Kazakhstan has ratified an agreement with Uzbekistan. | | AGREE KAZ>UZB
Turkey agreed to withdraw its troops from Iraq. | | AGREE TUR>IRQ
Kazakhstan invited the French president to Astana. | | AGREE KAZ>FRA
Poland said it would help Ukraine. | | AGREE POL>UKR
# CONSULT
The president of Kazakhstan met with the Chinese president. | | CONSULT KAZ>CHN
Putin and Erdogan discussed Syria in Sochi. | 2019-10-22 | CONSULT RUS,TUR>
The presidents of Russia and Turkey met in Sochi. | | CONSULT RUS,TUR>
The German foreign minister arrived in Kiev on Monday. | | CONSULT DEU>UKR
Erdogan's visit to Azerbaijan lasted two days. | 2020-12-10 | CONSULT TUR>AZE
Lavrov has telephoned the Turkish foreign minister. | 2019-10-22 | CONSULT RUS>TUR
Peace talks between India and Pakistan were held in Tashkent. | | CONSULT IND,PAK>
U.S.-Russian talks were held in Geneva. | | CONSULT USA,RUS>
# SUPPORT
China has supported Iran. | | SUPPORT CHN>IRN
France recognized the independence of Kosovo. | | SUPPORT FRA>XKX
The White House praised Egypt. | | SUPPORT USA>EGY
# CONCEDE
The United States has lifted sanctions against Iran. | | CONCEDE USA>IRN
Japan apologized to South Korea. | | CONCEDE JPN>KOR
Israel released 30 Palestinian prisoners. | | CONCEDE ISR>PSE.CVL
# COOPERATE
Russia and China have held joint exercises. | | COOPERATE RUS,CHN>
India bought fighter jets from France. | | COOPERATE IND>FRA
# AID
Kazakhstan sent humanitarian aid to Afghanistan. | | AID KAZ>AFG
# RETREAT
Russia has withdrawn its troops from Syria. | | RETREAT RUS>SYR
The Italian prime minister has resigned. | | RETREAT ITA>
# REQUEST
Turkey called on Israel to stop the bombing. | | REQUEST TUR>ISR
Washington urged Pakistan to release the activists. | | REQUEST USA>PAK
The UN asked Syria to open the border. | | REQUEST UN>SYR
# ACCUSE
Turkey has condemned the Israeli attack. | | ACCUSE TUR>ISR
Georgia accused Russia of spying. | | ACCUSE GEO>RUS
The European Union criticized Belarus. | | ACCUSE EU>BLR
# REJECT
Iran refused to meet with the United States. | | REJECT IRN>USA
Russia has rejected the demands of Ukraine. | | REJECT RUS>UKR
The Taliban said they will not begin talks with the Afghan government. | | REJECT AFG.REB>AFG.GOV
# THREATEN
North Korea threatened to attack Japan. | | THREATEN PRK>JPN
North Korea said it would attack South Korea. | | THREATEN PRK>KOR
Iran has warned Israel. | | THREATEN IRN>ISR
# PROTEST
Thousands of Georgians protested in Tbilisi against Russia. | | PROTEST GEO.CVL>RUS
# SANCTION
The United States has imposed sanctions on Iran. | | SANCTION USA>IRN
Poland expelled two Russian diplomats. | | SANCTION POL>RUS
# MOBILIZE
The U.S. sent 5,000 troops to Saudi Arabia. | | MOBILIZE USA>SAU
# COERCE
Turkish police have arrested a German journalist. | | COERCE TUR>DEU.JRN
Russia annexed Crimea. | | COERCE RUS>UKR
# ASSAULT
Israeli troops killed two Palestinians in Gaza. | | ASSAULT ISR>PSE.CVL
A Russian soldier was killed by Chechen rebels. | | ASSAULT RUS.REB>RUS.MIL
Pakistan has bombed Taliban positions in Afghanistan. | | ASSAULT PAK>AFG.REB
The U.S.-led invasion of Iraq began on Thursday. | | ASSAULT USA>IRQ
Israel's attack on Lebanon continued. | | ASSAULT ISR>LBN
# negation, modals, plans
China may impose sanctions on Australia. | | SANCTION CHN>AUS possible
Turkey will send aid to Gaza. | | AID TUR>PSE planned
Russia has not supported Iran. | | REJECT RUS>IRN
Iran should release the American journalist. | |
If China invades Taiwan, Japan will help it. | |
Syria denied that it had attacked Turkey. | | REJECT SYR>TUR
# parties that the parser or the sentence hides
China's oil firm has signed a $70 billion deal for oilfield and natural gas development with Iran. | | AGREE CHN.BUS>IRN
There is a new defense deal between India and Sri Lanka. | | AGREE IND,LKA>
The US and Pakistan have killed about 2/3s of the al-Qaeda commanders. | | ASSAULT USA,PAK>---.REB
Syrian guerrillas killed a Turkish soldier after kidnapping him. | | ASSAULT SYR.REB>TUR; ASSAULT SYR.REB>TUR
The European Union welcomed the progress made by Albania. | | SUPPORT EU>ALB
Pakistan has been accused by Afghan and Western leaders of harbouring extremists. | | ACCUSE AFG>PAK
In Sri Lanka, the rebels abruptly pulled out of negotiations. | | SANCTION LKA.REB>LKA
North Korea fired artillery rounds at South Korea. | | ASSAULT PRK>KOR
Israel annexed the Golan Heights, a sliver of Syrian territory. | | COERCE ISR>SYR
Albania would like to thank the United Nations for its assistance. | | SUPPORT ALB>UN
China threatened Japan. It has invested $3 billion in Sudan. | | THREATEN CHN>JPN; COOPERATE CHN>SDN
Pakistani gunmen attacked Indian soldiers. They were charged with murder. | | ASSAULT PAK.REB>IND; ACCUSE IND>PAK.REB
India blamed Pakistan-based militants for the attack. | | ACCUSE IND>PAK.REB
Syrian rebels received no aid from Turkey. | | AID TUR>SYR.REB denied
# who acts where no subject stands, and what relative pronouns mean
Hezbollah lost the vote. They have pursued attacks against Israeli forces. | | ASSAULT LBN.REB>ISR
Saddam never did anything practical to help the Palestinians. | | AID IRQ>PSE
The war forced Israel to withdraw from Lebanon. | | RETREAT ISR>LBN
Armenia fears for the land, a strip of Georgian territory that Azerbaijan annexed. | | COERCE AZE>GEO
# parties that stand higher, deeper, in examples or before a participle
The Iranian-backed Houthi rebels lost the war. | | SUPPORT IRN>YEM.REB
The UN-backed government in Libya lost the war. | | SUPPORT UN>LBY
A Turkish boy was arrested at his school by police. | | COERCE TUR.COP>TUR.CVL
The Taliban demanded to negotiate with Washington. | | REQUEST AFG.REB>USA
India is ready to enter into an accord with Sri Lanka. | | AGREE IND>LKA
Washington has attacked groups such as Hamas. | | ASSAULT USA>PSE.REB
Zawahiri sought to take power through attacks on Egyptian leaders. | | ASSAULT ---.REB>EGY
Iran lost. Iran and Iran's army and Iran's rebels lost. Turkish police arrested three journalists. | | COERCE TUR.COP>TUR.JRN
The Taliban have broken off negotiations. | | SANCTION AFG.REB>AFG.GOV
North Korea and South Korea lost. South Korea lost and North Korea lost. South Korea feared North Korea. North Korea fired artillery rounds. | | ASSAULT PRK>KOR
# things that belong to somebody, and where they stand
India had launched airstrikes against a terrorist camp in Pakistan. | | ASSAULT IND>PAK
There was a Taliban attack on a government compound in Badghis province. | | ASSAULT AFG.REB>AFG
London rejected an appeal filed by the Turkish ministry. | | REJECT GBR>TUR
The Iranian minister said that he has rejected a request from his British counterpart. | | REJECT IRN>GBR
Iran's president spoke. John Smith said that he was attacked by Turkish soldiers. | | ASSAULT TUR>
Theresa May will visit Japan. | 2017-01-02 | CONSULT GBR>JPN planned
Turkey issued a warning after the attacks on Greece. | | THREATEN TUR>; ASSAULT >GRC
Turkey lifted sanctions imposed on Iran. | | CONCEDE TUR>IRN
The attack carried out by Syrian rebels in Turkey failed. | | ASSAULT SYR.REB>TUR
Jordan and the United States began a new round of joint military exercises. | | COOPERATE JOR,USA>
Iran launched a series of attacks on Israel. | | ASSAULT IRN>ISR
The cease-fire between Israel and Hamas began. | | RETREAT ISR,PSE.REB>
The U.S. rolled back tariffs on Chinese goods. | | CONCEDE USA>CHN
# what is only a part of another event
Pakistan accused India of using its consulates to attack Afghanistan. | | ACCUSE PAK>IND
China threatened to veto any move to impose sanctions on Sudan. | | THREATEN CHN>SDN
Pakistan was accused by Afghan and Western leaders of arming the Taliban. | | ACCUSE AFG>PAK
Iraq did not allow Palestinian radicals to launch operations against Israel. | | REJECT IRQ>PSE.REB
Iran accepted the accord under American pressure. | | AGREE IRN>; REQUEST USA>IRN
Iraqi guerrillas launched an attack that killed six Turkish soldiers. | | ASSAULT IRQ.REB>; ASSAULT IRQ.REB>TUR
# nouns that stand for parties named before
The Liberation Tigers of Tamil Eelam met Iran. Colombo held six rounds of talks with the Tigers. | | CONSULT LKA.REB>IRN; CONSULT LKA>LKA.REB
Hamas met Iran. The group fired rockets at Israel. | | CONSULT PSE.REB>IRN; ASSAULT PSE.REB>ISR
Turkey met India and Pakistan. Both countries signed a treaty. | | CONSULT TUR>IND,PAK; AGREE IND,PAK>
Iran killed two Afghan girls. Turkey arrested the girls. | | ASSAULT IRN>AFG.CVL; COERCE TUR>AFG.CVL
Hamas attacked Israel. Three Israelis were killed in the attack. | | ASSAULT PSE.REB>ISR; ASSAULT PSE.REB>ISR.CVL
Norwegian Foreign Minister Jan Petersen flew home. Petersen met the president of Iran. | | CONSULT NOR>IRN
Washington criticised the governments of the region. | | ACCUSE USA>---.GOV
All the regional countries have backed Turkey. | | SUPPORT ---.GOV>TUR
# verbs and joined words that parsers take for others
American forces killed Shaikh Abdullah al-Ani, the preacher at the mosque in Baghdad. | | ASSAULT USA>IRQ.REL
Taliban fighters seized a house and fired rounds of rockets on Afghan troops. | | COERCE AFG.REB>; ASSAULT AFG.REB>AFG.MIL
The United States managed to capture or kill about two thirds of the al-Qaeda commanders. | | COERCE USA>---.REB; ASSAULT USA>---.REB
The Tamil rebel negotiator Anton Balasingham and Norwegian envoy Erik Solheim held talks. | | CONSULT LKA.REB,NOR>
# who is meant by nouns and clauses
Turkey is a fierce critic of Israel. | | ACCUSE TUR>ISR
Pakistan, then the strongest supporter of the Taliban, closed the road. | | SUPPORT PAK>AFG.REB
China is furious that Japan has outbid it. | | ACCUSE CHN>JPN ongoing
Russia thanked China for its assistance. | | SUPPORT RUS>CHN; AID CHN>RUS
Poland went on despite the resistance of Germany. | | REJECT DEU>POL
General Musharraf made a coup. | | COERCE PAK>PAK.GOV
The proposed defense agreement between India and Sri Lanka would encourage others. | | AGREE IND,LKA>
President Trump asked the United States Congress for money. | | REQUEST USA.GOV>USA.LEG
President Gerald Ford pardoned Richard Nixon. | | CONCEDE USA.GOV>USA.GOV
Iran killed six people, including four Iraqi soldiers. | | ASSAULT IRN>IRQ
Iraqi guerrillas launched an attack that left six dead, including four Turkish soldiers. | | ASSAULT IRQ.REB>; ASSAULT IRQ.REB>TUR
Israel rescued over 700 asylum seekers. | | AID ISR>---.REF
China signed a deal for gas with Iran, which supplies 13 per cent of China's needs. | | AGREE CHN>IRN; COOPERATE IRN>CHN ongoing
China threatened Sudan. It has invested $3 billion in the African country's oil industry. | | THREATEN CHN>SDN; COOPERATE CHN>SDN
Six Afghan girls were denied visas to enter the United States. | | REJECT USA>AFG.CVL
The NATO Istanbul Summit last June commended Albania. It welcomed Serbia's contribution. | | SUPPORT NATO>ALB; SUPPORT NATO>SRB
Washington supports Iraqi groups. | | SUPPORT USA>IRQ.CVL ongoing
Italy met the secretary of CEI (Italian Episcopal Conference). Poland accused CEI of lies. | | CONSULT ITA>ITA.REL; ACCUSE POL>ITA.REL
Iran met France. Spain thanked the Secretary-General. | | CONSULT IRN>FRA; SUPPORT ESP>
Veteran politicians have stepped down in Hong Kong. | | RETREAT HKG>
Anti-government protests were held in Venezuela. | | PROTEST VEN.CVL>VEN.GOV
# nouns of deeds, and what ends them
Hamas has announced an end to rocket attacks on Israel. | | RETREAT PSE.REB>ISR
Sharon's assassination of major Hamas leaders has weakened them. | | ASSAULT ISR>PSE.REB
The war between Iran and Iraq went on. The Iran-Iraq war had ended. | | ASSAULT IRN,IRQ>; RETREAT IRN,IRQ>
Britain condemned Sudan, where the Arab regime is massacring its citizens. | | ACCUSE GBR>SDN; ASSAULT SDN.GOV>SDN.CVL ongoing
Rockets were fired at Israel weeks after its army had left Lebanon. | | ASSAULT >ISR; RETREAT ISR>LBN
Washington urged the governments of the region to help Iraq. | | REQUEST USA>---.GOV
# who is blamed is who did it
Turkey condemned the killing of Palestinians. | | ACCUSE TUR>
Turkey condemned Israel's killing of Palestinians. | | ACCUSE TUR>ISR
The missile attack was blamed on Iran by the United States. | | ACCUSE USA>IRN
The Korean government has agreed to provide Sri Lanka with technology. | | AGREE KOR>LKA
Yemen today let free Towakil Karman. | | CONCEDE YEM>YEM.CVL
United Nations, April 13 (IANS) Under pressure from Washington, the ICC has met Iran. | | CONSULT ICC>IRN; REQUEST USA>ICC
The United States imposed sanctions on the Russian agency Glavkosmos. | | SANCTION USA>RUS
American snipers are shooting Iraqi children. | | ASSAULT USA>IRQ.CVL ongoing
Pakistan accuses India of lies. | | ACCUSE PAK>IND
Pakistan supports India. | | SUPPORT PAK>IND ongoing
Iran is determined to attack Israel. | | ASSAULT IRN>ISR planned
Pakistan summoned France's ambassador Monday to complain. | | REQUEST PAK>FRA
Israel has established diplomatic ties on Saturday with Bhutan. | | SUPPORT ISR>BTN
Syrian authorities have freed prominent blogger Razan Ghazzawi. | | CONCEDE SYR.GOV>SYR.JRN
# what such rules must leave alone
Russia attacked Ukraine with weapons including Iranian drones. | | ASSAULT RUS>UKR
Queen Elizabeth II met Vladimir Putin. World War II killed Germans. | | CONSULT GBR>RUS; ASSAULT >DEU.CVL
China threatened Sudan. Iran has criticised the European country. | | THREATEN CHN>SDN; ACCUSE IRN>
Western leaders met with Arab leaders. | | CONSULT ---.GOV>---.GOV
The Iranian government met France. He thanked Spain. | | CONSULT IRN>FRA
Iran's government criticised Israel. "The rebels released" | | ACCUSE IRN>ISR
# nothing
Any US attack on Iran could be perceived as a threat. | |
Bush would be insane to attack Iran. | |
Obama waits until Cuba undertakes reforms. | |
Iran called its leader a martyr. | |
Iran is called a martyr by several Arab leaders. | |
Turkey attacked the German proposal. | |
The American laws were struck down. | |
Many arms for Iraq were re-routed to Jordan. | |
Bush received no wounds in Texas. | |
US Marines were meeting pockets of resistance. | |
The mayor warned that water levels in France could still rise. | |
Two decades of pickling have left Bush damaged goods. | |
Hurricane Katrina slammed into Cuba. | |
He left a message for Russia. | |
Turkey beefed up its military preparedness with Indian support. | | MOBILIZE TUR>
Hard-hitting sanctions followed in Iran. | |
Ask the Taliban about the war in Iraq. | |
A country attacked a neighbour in Africa. | |
Israel lost. Washington met with the governments. | | CONSULT USA>
Saudi Arabia accused Qatar of supporting terrorism. Qatar rejected the accusations. | | ACCUSE SAU>QAT; REJECT QAT>SAU
Saudi Arabia accused Qatar of supporting terrorism. Spain rejected the accusations. | | ACCUSE SAU>QAT; REJECT ESP>
Albania's reforms will meet NATO's standards. | |
Brazil beat Germany in the final of the tournament. | |
The storm hit Bangladesh on Friday. | |
The car hit a wall in Paris. | |
"""

OFFICES = [
    ("Iranian Foreign Minister Reza Parvizi has arrived in Cairo.", ("Reza Parvizi", "foreign minister", "IRN")),
    ("Mullah Omar is leader of the Taliban.", ("Mullah Omar", "leader", "AFG.REB")),
    ("The visit of the Lebanese president, Michel Aoun, to Paris ended.", ("Michel Aoun", "president", "LBN")),
]


@pytest.fixture(scope="module")
def english(coder):
    return lambda text, published=None: coder.code(text, language="en", published=published or None)


@pytest.mark.parametrize("row", rows(EVENTS))
def test_events(english, row):
    check(english, row)


@pytest.mark.parametrize(("text", "expected"), OFFICES)
def test_offices(english, text, expected):
    found = [tuple(fact.slots.values()) for fact in english(text).facts if fact.fact == "office"]
    assert expected in found


def test_we_is_who_is_quoted(english):
    (event,) = english('The Turkish minister said: "We urge Iran to stop the attacks."').events
    assert (event.type, event.source, event.target) == ("REQUEST", ("TUR",), ("IRN",))


def test_a_people_with_its_article_is_its_state(english):
    states = [english(text).events[0].target for text in ("Iran met with the Israelis.", "Iran killed two Israelis.")]
    assert states == [("ISR",), ("ISR.CVL",)]


def test_who_speaks_for_a_state_acts_for_it(english):
    text = "Mr. President, my country is Albania. Our people trust you. Albania is free. I would like to thank NATO."
    assert [(e.type, e.source, e.target) for e in english(text).events] == [("SUPPORT", ("ALB",), ("NATO",))]
