-- The records that the window reads, each valid or with the code that it dies of.
CREATE TABLE records AS
WITH placed AS (
  SELECT
    'bronze' AS source,
    regexp_extract(path, '/entity=([^/]+)/', 1) AS entity,
    CAST(regexp_extract(path, '/dt=([^/]+)/', 1) AS DATE) AS arrival,
    regexp_extract(path, '/run_id=([^/]+)/', 1) AS run_id,
    regexp_extract(path, '/entity=([^/]+)/', 1) AS named,
    path, position, line
  FROM lines
  UNION ALL
  SELECT
    'webhooks', 'webhook_events',
    CAST(regexp_extract(path, '/dt=([^/]+)/', 1) AS DATE),
    '',
    regexp_extract(path, '/event_id=([^/]+)/', 1),
    path, position, line
  FROM deliveries
)
SELECT
  source, entity, arrival, run_id, named, path, position,
  CASE WHEN json_valid(line) THEN CAST(line AS JSON) END AS doc
FROM placed, parameters p
WHERE arrival <= CAST(p.as_of AS DATE)
  AND CASE
        WHEN entity = 'customers' THEN true
        WHEN source = 'bronze' THEN arrival BETWEEN p.from_day - 1 AND p.to_day + 35
        ELSE arrival BETWEEN p.from_day - 1 AND p.to_day + 7
      END;

CREATE TABLE problems AS
WITH looked_at AS (
  SELECT
    r.path, r.position, r.named, c.*,
    json_type(r.doc, c.pointer) AS kind,
    json_extract_string(r.doc, c.pointer) AS value
  FROM records r
  JOIN contract c ON c.entity = r.entity
  WHERE r.doc IS NOT NULL
),
judged AS (
  SELECT
    path, position, number,
    CASE
      WHEN value IS NULL THEN CASE WHEN required THEN 'MISSING_FIELD' END
      WHEN type IN ('string', 'iso8601') AND kind <> 'VARCHAR'
        AND NOT (coerce AND kind IN ('BIGINT', 'UBIGINT')) THEN 'BAD_TYPE'
      WHEN type = 'iso8601' AND TRY_CAST(value AS TIMESTAMP) IS NULL THEN 'BAD_TYPE'
      WHEN type = 'whole' AND kind NOT IN ('BIGINT', 'UBIGINT')
        AND NOT (coerce AND kind = 'VARCHAR' AND regexp_full_match(value, '-?[0-9]+')) THEN 'BAD_TYPE'
      WHEN type = 'whole' AND TRY_CAST(value AS BIGINT) IS NULL THEN 'OUT_OF_RANGE'
      WHEN low IS NOT NULL AND CAST(value AS BIGINT) < low THEN 'OUT_OF_RANGE'
      WHEN pattern IS NOT NULL AND NOT regexp_full_match(value, pattern) THEN 'NOT_ALLOWED'
      WHEN in_path = 'entity' AND value <> named THEN 'KEY_MISMATCH'
      WHEN in_path = 'event_id' AND safe_id(value) <> named THEN 'KEY_MISMATCH'
    END AS code
  FROM looked_at
),
first_of_fields AS (
  SELECT path, position, arg_min(code, number) AS code
  FROM judged
  WHERE code IS NOT NULL
  GROUP BY path, position
),
-- HMAC-SHA256 from its definition: sha256(outer || sha256(inner || message)).
signed AS (
  SELECT
    path, position,
    json_extract_string(doc, '/raw_body') AS body,
    json_extract_string(doc, '/headers/stripe-signature') AS header
  FROM records
  WHERE source = 'webhooks'
),
verified AS (
  SELECT
    g.path, g.position,
    bool_or(
      list_contains(
        string_split(g.header, ','),
        'v1=' || sha256(
          s.outer_pad || unhex(
            sha256(s.inner_pad || encode(regexp_extract(g.header, 't=([0-9]+)', 1) || '.' || g.body)))))) AS good
  FROM signed g
  CROSS JOIN secrets s
  WHERE g.body IS NOT NULL AND g.header IS NOT NULL
  GROUP BY g.path, g.position
)
SELECT
  r.path, r.position,
  CASE
    WHEN r.source = 'bronze' AND r.entity NOT IN (SELECT entity FROM contract) THEN 'UNKNOWN_ENTITY'
    WHEN r.doc IS NULL THEN 'MALFORMED_RECORD'
    WHEN f.code IS NOT NULL THEN f.code
    WHEN r.entity = 'invoices'
      AND CAST(json_extract_string(r.doc, '/data/amount_due') AS BIGINT)
        > CAST(json_extract_string(r.doc, '/data/total') AS BIGINT) THEN 'RULE_FAILED'
    WHEN NOT v.good THEN 'BAD_SIGNATURE'
  END AS code
FROM records r
LEFT JOIN first_of_fields f USING (path, position)
LEFT JOIN verified v USING (path, position);

CREATE TABLE expected.dead_letters AS
SELECT path, position, code
FROM problems
WHERE code IS NOT NULL;

CREATE TABLE valid AS
SELECT r.*
FROM records r
JOIN problems p USING (path, position)
WHERE p.code IS NULL;
