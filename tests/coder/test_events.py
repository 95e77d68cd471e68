"""text | published | what a careful analyst enters: TYPE source>target status (done where it is not named)."""

import pytest

EVENTS = """
Китай может ввести санкции против Австралии. | | SANCTION CHN>AUS possible
Американо-иранские переговоры завершились. | | CONSULT USA,IRN>
Антироссийские санкции были введены ЕС. | | SANCTION EU>RUS
По словам Лаврова, Грузия напала на Южную Осетию. | 2008-08-12 | ASSAULT GEO>OST
Российско-турецкое соглашение подписано в Сочи. | | AGREE RUS,TUR>
# AGREE
Россия и Армения подписали соглашение о торговле. | | AGREE RUS,ARM>
Казахстан подписал с Китаем договор о границе. | | AGREE KAZ>CHN
Договор был подписан Россией и Белоруссией. | | AGREE RUS,BLR>
Парламент Казахстана ратифицировал соглашение с Узбекистаном. | | AGREE KAZ>UZB
Турция согласилась вывести войска из Ирака. | | AGREE TUR>IRQ
Казахстан пригласил президента Франции в Астану. | | AGREE KAZ>FRA
Россия пообещала поддержать Сирию. | | AGREE RUS>SYR
НАТО и ЕС подписали договор. | | AGREE NATO,EU>
Сенат США ратифицировал договор между Москвой и Вашингтоном. | | AGREE USA>RUS
Лидер Кубы подчеркнул приверженность углублению связей с Россией. | | AGREE CUB>RUS
# CONSULT
Президент Казахстана встретился с президентом Китая. | | CONSULT KAZ>CHN
Путин и Эрдоган обсудили Сирию. | 2019-10-22 | CONSULT RUS,TUR>
Президенты России и Турции встретились в Сочи. | | CONSULT RUS,TUR>
Министр иностранных дел Германии прибыл с визитом в Киев. | | CONSULT DEU>UKR
Состоялись российско-китайские переговоры. | | CONSULT RUS,CHN>
Визит Эрдогана в Азербайджан завершился. | 2020-12-10 | CONSULT TUR>AZE
Переговоры между Индией и Пакистаном прошли в Ташкенте. | | CONSULT IND,PAK>
Лавров позвонил главе МИД Турции. | 2019-10-22 | CONSULT RUS>TUR
Путин провёл переговоры с Си Цзиньпином в Пекине. | 2018-06-08 | CONSULT RUS>CHN
Между Россией и США начались переговоры. | | CONSULT RUS,USA>
В Астане встретились министры России и Турции. | | CONSULT RUS,TUR>
Президент Франции встретился с лидерами Германии и Польши. | | CONSULT FRA>DEU,POL
Россия, Китай и Индия провели переговоры. | | CONSULT RUS,CHN,IND>
Переговоры Путина в Астане завершились. | 2019-05-29 | CONSULT RUS>KAZ
Министры Лавров и Чавушоглу провели переговоры. | 2019-10-22 | CONSULT RUS,TUR>
Президенты Путин и Эрдоган обсудили ситуацию в Сирии. | 2019-10-22 | CONSULT RUS,TUR>
Министры иностранных дел Арарат Мирзоян и Джейхун Байрамов провели переговоры. | 2024-10-22 | CONSULT ARM,AZE>
Армения и Азербайджан парафировали мирный договор в Вашингтоне. | 2025-08-10 | AGREE ARM,AZE>
8 сентября 2006 года в Семипалатинске Казахстан, Киргизия, Таджикистан, Туркмения и Узбекистан подписали договор. | | AGREE KAZ,KGZ,TJK,TKM,UZB>
Германия не пустила гражданина Турции в страну. | | REJECT DEU>TUR.CVL
Турция осудила нападение на посольство Саудовской Аравии. | | ACCUSE TUR>
# SUPPORT
Казахстан не раз поддерживал усилия ООН. | | SUPPORT KAZ>UN
Китай поддержал Иран. | | SUPPORT CHN>IRN
Франция признала независимость Косова. | | SUPPORT FRA>XKX
Узбекистан высоко оценил усилия ООН. | | SUPPORT UZB>UN
# ASSAULT that does not cease
Не прекращаются удары Израиля по сектору Газа. | | ASSAULT ISR>PSE
# CONCEDE
США сняли санкции с Ирана. | | CONCEDE USA>IRN
Япония извинилась перед Южной Кореей. | | CONCEDE JPN>KOR
Израиль прекратил удары по Ливану. | | RETREAT ISR>LBN
# COOPERATE
Россия и Китай провели совместные учения. | | COOPERATE RUS,CHN>
Индия закупила у Франции истребители. | | COOPERATE IND>FRA
# AID
Германия предоставила Украине военную помощь. | | AID DEU>UKR
Казахстан направил в Афганистан гуманитарную помощь. | | AID KAZ>AFG
США передали Украине ракеты. | | AID USA>UKR
# RETREAT
Россия вывела войска из Сирии. | | RETREAT RUS>SYR
Премьер-министр Италии подал в отставку. | | RETREAT ITA>
Израиль и Ливан прекратили огонь. | | RETREAT ISR,LBN>
# REQUEST
ООН призвала Израиль прекратить удары. | | REQUEST UN>ISR
Украина попросила у НАТО оружие. | | REQUEST UKR>NATO
Польша потребовала от России объяснений. | | REQUEST POL>RUS
Китай вызвал посла США. | | REQUEST CHN>USA
Польша, Литва и Латвия обратились к ЕС с просьбой о помощи. | | REQUEST POL,LTU,LVA>EU
# ACCUSE
Турция осудила убийство палестинцев. | | ACCUSE TUR>
США обвинили Иран в нападении на танкеры. | | ACCUSE USA>IRN
В Кремле обвинили Польшу в русофобии. | | ACCUSE RUS>POL
Россию обвинили в кибератаке. | | ACCUSE >RUS
МИД Китая осудил действия США. | | ACCUSE CHN>USA
Иран раскритиковал решение ООН. | | ACCUSE IRN>UN
# REJECT
Япония отказалась подписывать договор с Россией. | | REJECT JPN>RUS
Россия наложила вето на резолюцию США. | | REJECT RUS>USA
Сербия отвергла предложение ЕС. | | REJECT SRB>EU
Иран не подписал соглашение с США. | | REJECT IRN>USA
Польша отказалась встретиться с Россией. | | REJECT POL>RUS
# THREATEN
КНДР пригрозила США ядерным ударом. | | THREATEN PRK>USA
# PROTEST
Антиправительственные протесты прошли в Венесуэле. | | PROTEST VEN.CVL>VEN.GOV
Оппозиция Армении провела митинг против правительства. | | PROTEST ARM.OPP>ARM.GOV
Грузины вышли на митинг против России. | | PROTEST GEO.CVL>RUS
# SANCTION
ЕС ввёл санкции против Белоруссии. | | SANCTION EU>BLR
Россия выслала двух болгарских дипломатов. | | SANCTION RUS>BGR
Саудовская Аравия разорвала дипломатические отношения с Ираном. | | SANCTION SAU>IRN
Санкции США против Ирана вступили в силу. | | SANCTION USA>IRN
# MOBILIZE
Россия стянула войска к границе Украины. | | MOBILIZE RUS>UKR
Польша привела армию в боевую готовность. | | MOBILIZE POL>
# COERCE
Российскому певцу запретили въезд в Украину. | | COERCE UKR>RUS.CVL
Путин подписал распоряжение о выходе России из Международного уголовного суда. | | SANCTION RUS>ICC
Турция арестовала американского дипломата. | | COERCE TUR>USA
Турецкая полиция задержала гражданина Германии. | | COERCE TUR>DEU.CVL
Ирак оккупировал Кувейт. | | COERCE IRQ>KWT
Полиция Белоруссии задержала белорусского оппозиционера. | | COERCE BLR.COP>BLR.OPP
Суд в Тегеране приговорил француза к тюремному заключению. | | COERCE IRN>FRA.CVL
# ASSAULT
Израиль нанёс удар по Сирии. | | ASSAULT ISR>SYR
Удар Израиля по Сирии осудил Иран. | | ACCUSE IRN>ISR
Сирийские повстанцы обстреляли российскую базу. | | ASSAULT SYR.REB>RUS
Посол России убит в Анкаре. | | ASSAULT >RUS
Американские войска вторглись в Ирак. | | ASSAULT USA>IRQ
Армия России нанесла массированный удар по целям на территории Украины. | | ASSAULT RUS>UKR
# clauses
Президент Казахстана посетил Китай и встретился с Си Цзиньпином. | 2015-09-02 | CONSULT KAZ>CHN; CONSULT KAZ>CHN
Обвинив Польшу, Белоруссия ввела санкции против Литвы. | | ACCUSE BLR>POL; SANCTION BLR>LTU
Министр обороны США заявил, что Иран атаковал Саудовскую Аравию. | | ASSAULT IRN>SAU
Россия ввела санкции против Канады, а Китай поддержал Россию. | | SANCTION RUS>CAN; SUPPORT CHN>RUS
# status
Казахстан не вводил санкции против России. | | SANCTION KAZ>RUS denied
США планируют ввести санкции против Ирана. | | SANCTION USA>IRN planned
США введут санкции против Ирана. | | SANCTION USA>IRN planned
Россия поддерживает Сирию. | | SUPPORT RUS>SYR ongoing
# reference
Президент Турции прибыл в Баку. Он встретился с Алиевым. | 2020-12-10 | CONSULT TUR>AZE; CONSULT TUR>AZE
Казахстан расположен в Центральной Азии. Республика подписала соглашение с Китаем. | | AGREE KAZ>CHN
Казахстан расположен в Центральной Азии. Глава государства встретился с президентом Китая. | | CONSULT KAZ>CHN
Президент Белоруссии заявил, что он встретится с Путиным. | 2020-09-10 | CONSULT BLR>RUS planned
# nouns
Нападение Ирака на Кувейт началось 2 августа. | | ASSAULT IRQ>KWT
Оккупация Кувейта Ираком началась 2 августа. | | COERCE IRQ>KWT
Арест россиянина польской полицией. | | COERCE POL>RUS.CVL
Турецкие удары по Сирии продолжаются. | | ASSAULT TUR>SYR ongoing
Между Арменией и Азербайджаном подписано соглашение. | | AGREE ARM,AZE>
Россия начала поставки оружия в Сирию. | | COOPERATE RUS>SYR
Вывод российских войск из Сирии начался. | | RETREAT RUS>SYR
# voices
Иран был обвинён США в нападении на танкеры. | | ACCUSE USA>IRN
Против Белоруссии введены санкции. | | SANCTION >BLR
Из Болгарии выслали российского дипломата. | | SANCTION BGR>RUS
В ООН призвали Израиль к сдержанности. | | REQUEST UN>ISR
В МИД России вызвали посла Польши. | | REQUEST RUS>POL
Израиль атаковал и разрушил сирийскую базу. | | ASSAULT ISR>SYR; ASSAULT ISR>SYR
# operators
США призвали Россию вывести войска из Сирии. | | REQUEST USA>RUS
Россия отказалась выводить войска из Грузии. | | REJECT RUS>GEO
КНДР пообещала прекратить испытания. | | AGREE PRK>
Турция пригрозила ввести санкции против Израиля. | | THREATEN TUR>ISR
Германия обязалась предоставить Украине помощь. | | AGREE DEU>UKR
Франция предложила России провести переговоры. | | AGREE FRA>RUS
Сербия опровергла ввод санкций против России. | | REJECT SRB>
Иран заявил о готовности к переговорам с США. | | AGREE IRN>USA
Казахстан и Россия не подписали соглашение. | | REJECT KAZ,RUS>
Израиль возобновил удары по Ливану. | | ASSAULT ISR>LBN
Китай приостановил импорт австралийского угля. | | SANCTION CHN>AUS
# organs
Президент Казахстана поручил правительству принять меры. | | REQUEST KAZ.GOV>KAZ.GOV
Полиция Армении задержала оппозиционеров. | | COERCE ARM.COP>ARM.OPP
Парламент Польши отклонил предложение правительства. | | REJECT POL.LEG>POL.GOV
Сирийская армия обстреляла повстанцев. | | ASSAULT SYR.MIL>SYR.REB
Верховный суд Бразилии оправдал бывшего президента страны. | | CONCEDE BRA.JUD>BRA.ELI
# nothing
Турция атаковала немецкое предложение. | |
Если Россия нападёт на Польшу, НАТО ответит. | |
Россия должна вывести войска из Грузии. | |
Сборная Казахстана победила Россию в хоккее. | |
Казахстанская певица выступила в Москве. | |
Министр иностранных дел Казахстана встретился с премьер-министром Казахстана. | |
Казахстан граничит с Россией и Китаем. | |
В Казахстане прошли выборы президента. | |
"""

KNOWN_FAULTS = """
Польша осудила Россию, выслав российского дипломата. | | ACCUSE POL>RUS; SANCTION POL>RUS
Задержанный турецкой полицией россиянин освобождён. | | COERCE TUR>RUS.CVL; CONCEDE >RUS.CVL
Отмена санкций США против Кубы. | | CONCEDE USA>CUB
Захват Кувейта Ираком осуждён ООН. | | ACCUSE UN>IRQ
Казахстан, подписавший договор с Китаем, поддержал Иран. | | AGREE KAZ>CHN; SUPPORT KAZ>IRN
Иран, обвинённый США в нападении, подписал соглашение с Китаем. | | ACCUSE USA>IRN; AGREE IRN>CHN
Россия, которая ввела санкции против Канады, подписала договор с Китаем. | | SANCTION RUS>CAN; AGREE RUS>CHN
Иран угрожает ударить по Израилю. | | THREATEN IRN>ISR ongoing
Польша экстрадировала россиянина в США. | | COOPERATE POL>USA
Россия и США обвинили друг друга. | | ACCUSE RUS>USA; ACCUSE USA>RUS
"""


def rows(table):
    return [line for line in table.strip().splitlines() if not line.startswith("#")]


def written(event):
    sides = ">".join(",".join(sorted(side)) for side in (event.source, event.target))
    return f"{event.type} {sides}" + ("" if event.status == "done" else f" {event.status}")


def expected(cell):
    for one in filter(None, map(str.strip, cell.split(";"))):
        type, parties, *status = one.split()
        yield " ".join([type, ">".join(",".join(sorted(side.split(","))) for side in parties.split(">")), *status])


def check(code, row):
    text, published, cell = (part.strip() for part in row.split("|"))
    assert sorted(map(written, code(text, published).events)) == sorted(expected(cell))


@pytest.mark.parametrize("row", rows(EVENTS))
def test_events(code, row):
    check(code, row)


@pytest.mark.xfail(strict=True, reason="not coded right yet")
@pytest.mark.parametrize("row", rows(KNOWN_FAULTS))
def test_known_faults(code, row):
    check(code, row)


def test_all_types_are_tried():
    assert len({one.split()[0] for row in rows(EVENTS) for one in expected(row.split("|")[2])}) == 16
