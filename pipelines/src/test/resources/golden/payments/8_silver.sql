CREATE MACRO at_second(text) AS make_timestamp(CAST(text AS BIGINT) * 1000000);

CREATE TABLE versions AS
SELECT
  entity, arrival, run_id, path, position,
  json_extract(doc, '/data') AS data,
  json_extract_string(doc, '/data/id') AS id,
  at_second(json_extract_string(doc, '/data/created')) AS created_ts,
  CAST(at_second(json_extract_string(doc, '/data/created')) AS DATE) AS created_date,
  CAST(json_extract_string(doc, '/meta/ingested_at') AS TIMESTAMP) AS ingested_at
FROM valid
WHERE source = 'bronze';

-- Which version of each object wins. One that arrived outside its own day's range takes no part,
-- but a dimension has no such range.
CREATE TABLE winners AS
SELECT v.*
FROM versions v, parameters p
WHERE entity = 'customers' OR arrival BETWEEN created_date - 1 AND created_date + 35
QUALIFY row_number() OVER (
  PARTITION BY entity, id ORDER BY ingested_at DESC, run_id DESC, path DESC, position DESC) = 1;

CREATE TABLE in_window AS
SELECT w.*
FROM winners w, parameters p
WHERE w.entity <> 'customers' AND w.created_date BETWEEN p.from_day AND p.to_day;

CREATE TABLE expected.charges AS
SELECT
  id, created_ts, created_date,
  CAST(data ->> '/amount' AS BIGINT) AS amount,
  data ->> '/currency' AS currency,
  data ->> '/status' AS status,
  data ->> '/customer' AS customer_id,
  data ->> '/payment_intent' AS payment_intent_id,
  data ->> '/invoice' AS invoice_id
FROM in_window
WHERE entity = 'charges';

CREATE TABLE expected.payment_intents AS
SELECT
  id, created_ts, created_date,
  CAST(data ->> '/amount' AS BIGINT) AS amount,
  data ->> '/currency' AS currency,
  data ->> '/status' AS status,
  data ->> '/customer' AS customer_id,
  data ->> '/invoice' AS invoice_id,
  data ->> '/latest_charge' AS latest_charge_id
FROM in_window
WHERE entity = 'payment_intents';

CREATE TABLE expected.invoices AS
SELECT
  id, created_ts, created_date,
  at_second(data ->> '/due_date') AS due_date,
  at_second(data ->> '/period_start') AS period_start,
  at_second(data ->> '/period_end') AS period_end,
  data ->> '/status' AS status,
  CAST(data ->> '/total' AS BIGINT) AS total,
  CAST(data ->> '/amount_due' AS BIGINT) AS amount_due,
  data ->> '/customer' AS customer_id
FROM in_window
WHERE entity = 'invoices';

CREATE TABLE expected.customers AS
SELECT id, created_ts, created_date, data ->> '/email' AS email, data ->> '/name' AS name
FROM winners
WHERE entity = 'customers';

-- The first delivery of each event counts; an event about no object is not eligible.
CREATE TABLE expected.webhook_events AS
WITH heard AS (
  SELECT
    path, position, arrival,
    json_extract_string(doc, '/event_id') AS event_id,
    json_extract_string(doc, '/payload/type') AS event_type,
    at_second(json_extract_string(doc, '/payload/created')) AS created_ts,
    CAST(at_second(json_extract_string(doc, '/payload/created')) AS DATE) AS created_date,
    CAST(json_extract_string(doc, '/received_ts') AS TIMESTAMP) AS received_ts,
    json_extract_string(doc, '/payload/data/object/id') AS object_id,
    CAST(at_second(json_extract_string(doc, '/payload/data/object/created')) AS DATE)
      AS object_created_date,
    CAST(json_extract_string(doc, '/payload/data/object/amount') AS BIGINT) AS amount,
    CAST(json_extract_string(doc, '/payload/data/object/total') AS BIGINT) AS total,
    json_extract_string(doc, '/payload/data/object/currency') AS currency,
    json_extract_string(doc, '/payload/data/object/status') AS status,
    json_extract_string(doc, '/payload/data/object/customer') AS customer_id
  FROM valid
  WHERE source = 'webhooks'
),
first_heard AS (
  SELECT *
  FROM heard
  WHERE object_id IS NOT NULL AND arrival BETWEEN created_date - 1 AND created_date + 7
  QUALIFY row_number() OVER (
    PARTITION BY event_id ORDER BY received_ts, path DESC, position DESC) = 1
)
SELECT f.* EXCLUDE (path, position, arrival)
FROM first_heard f, parameters p
WHERE f.created_date BETWEEN p.from_day AND p.to_day;

CREATE TABLE days AS
SELECT CAST(unnest(generate_series(from_day, to_day, INTERVAL 1 DAY)) AS DATE) AS day
FROM parameters;

CREATE TABLE expected.extractions AS
SELECT d.day AS created_date, v.entity, max(v.ingested_at) AS last_ingested_at
FROM days d
JOIN versions v ON v.arrival BETWEEN d.day - 1 AND d.day + 35
GROUP BY ALL;
