-- The index that the site reads, from the views of a record (documents, events, facts, actors). One row of `entries`
-- is an event or a fact; they are numbered by time, the latest first.
CREATE TABLE site.documents AS
SELECT row_number() OVER (ORDER BY published DESC NULLS LAST, id) AS row,
    id, text, title, author, published, language, source AS outlet, url, surroundings, coder,
    (SELECT count(*) FROM events e WHERE e.doc = documents.id) AS events,
    (SELECT count(*) FROM facts f WHERE f.doc = documents.id) AS facts
FROM documents ORDER BY row;
CREATE INDEX document_ids ON site.documents (id);

CREATE TABLE site.entries AS
WITH all_entries AS (
    SELECT id, doc, 'event' AS kind, type, mode, contexts, source, target,
        list_distinct(list_concat(source, target)) AS actors, place, NULL::STRUCT(
            person VARCHAR, position VARCHAR, "of" VARCHAR, member VARCHAR, chair VARCHAR, parties VARCHAR[],
            act VARCHAR, name VARCHAR, kind VARCHAR, place VARCHAR[], host VARCHAR, what VARCHAR, about VARCHAR,
            count VARCHAR, actor VARCHAR, under VARCHAR, founders VARCHAR[]) AS slots,
        trigger, start, "end", sentence_start, sentence_end, sentence, time, time_start, time_end, time_source,
        status, confidence, frame, evidence, reasons
    FROM events
    UNION ALL
    SELECT id, doc, 'fact', fact, NULL, [], [], [], actors, CASE len(place) WHEN 1 THEN place[1] END,
        {person: person, position: position, "of": "of", member: member, chair: chair, parties: parties, act: act,
         name: name, kind: kind, place: place, host: host, what: what, about: about, count: count, actor: actor,
         under: under, founders: founders},
        trigger, start, "end", sentence_start, sentence_end, sentence, time, time_start, time_end, time_source,
        status, confidence, frame, evidence, reasons
    FROM facts
)
SELECT row_number() OVER (ORDER BY e.time_start DESC NULLS LAST, d.published DESC NULLS LAST, e.doc, e.start, e.id) AS row,
    e.*, d.row AS document, d.title, d.published, d.language, d.outlet,
    CASE WHEN year(e.time_start) = year(e.time_end) THEN year(e.time_start) END AS year
FROM all_entries e JOIN site.documents d ON d.id = e.doc
ORDER BY row;
CREATE INDEX entries_of_documents ON site.entries (document);
CREATE INDEX entry_ids ON site.entries (id);

-- who takes part: each code as it stands, and the state or organisation before its dot
CREATE TABLE site.parts AS
SELECT DISTINCT code, row FROM (
    SELECT unnest(actors) AS code, row FROM site.entries
    UNION ALL
    SELECT split_part(unnest(actors), '.', 1), row FROM site.entries
) ORDER BY code, row;

-- the same in numbers: 0 is the code that takes part most often
CREATE TABLE site.codes AS
SELECT (row_number() OVER (ORDER BY count(*) DESC, code) - 1)::INTEGER AS number, code FROM site.parts GROUP BY code;
CREATE TABLE site.parties AS SELECT number, row::INTEGER AS row FROM site.parts JOIN site.codes USING (code) ORDER BY number, row;

-- what filters ask of an entry, in few bytes: explore/columns.py keeps these in memory. A combination of what it is,
-- its status, language, source and year has a number; the days are those of the entry, or of its document's publication.
CREATE TABLE site.combinations AS
SELECT (row_number() OVER (ORDER BY kind, type, status, language, outlet, year) - 1)::INTEGER AS number, *
FROM (SELECT DISTINCT kind, type, status, language, outlet, year FROM site.entries) ORDER BY number;
CREATE TABLE site.columns AS
SELECT e.row, e.document::INTEGER AS document, c.number AS combination, e.confidence,
    ((CASE WHEN dated THEN time_start ELSE day END) - DATE '1970-01-01')::INTEGER AS first_day,
    ((CASE WHEN dated THEN time_end ELSE day END) - DATE '1970-01-01')::INTEGER AS last_day,
    row_number() OVER (ORDER BY doc, start, id)::INTEGER AS place
FROM (SELECT *, time_start IS NOT NULL OR time_end IS NOT NULL AS dated, try_cast(published AS DATE) AS day FROM site.entries) e
JOIN site.combinations c ON c.kind = e.kind AND c.type = e.type AND c.status = e.status
    AND c.language IS NOT DISTINCT FROM e.language AND c.outlet IS NOT DISTINCT FROM e.outlet AND c.year IS NOT DISTINCT FROM e.year
ORDER BY e.row;

CREATE TABLE site.actors AS SELECT * FROM actors ORDER BY code;

-- words of the sentences; `stem` is filled in by build.py
CREATE TABLE site.spoken AS
SELECT DISTINCT coalesce(language, '') AS language, unnest(string_split_regex(replace(lower(sentence || ' ' || coalesce(title, '')), 'ё', 'е'),
    '[^\p{L}\p{N}]+')) AS word, row
FROM site.entries;
