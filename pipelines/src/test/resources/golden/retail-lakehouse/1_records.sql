-- Every record of every file that is well-formed: where it is, its envelope and the transaction in it.
-- Times are microseconds since 1970.
CREATE TABLE pieces AS
SELECT filename AS file, unnest(string_split(content, chr(10))) AS line,
  unnest(range(len(string_split(content, chr(10))))) AS position
FROM read_text([getvariable('root') || '/bronze_events/**/*.ndjson',
  getvariable('root') || '/scout-ingest/**/*.json'])
WHERE NOT starts_with(content, '[');

CREATE TABLE records AS
WITH documents AS (
  SELECT 10 AS priority, file, position, CAST(line AS JSON) AS doc FROM pieces
  WHERE contains(file, '/bronze_events/') AND line <> '' AND json_valid(line)
  UNION ALL
  SELECT 0, file, position, CAST(line AS JSON) FROM pieces
  WHERE contains(file, '/scout-ingest/') AND line <> '' AND json_valid(line)
  UNION ALL
  SELECT 0, file, position, doc FROM (
    SELECT filename AS file, unnest(CAST(CAST(content AS JSON) AS JSON[])) AS doc,
      unnest(range(CAST(json_array_length(CAST(content AS JSON)) AS BIGINT))) AS position
    FROM read_text(getvariable('root') || '/scout-ingest/**/*.json')
    WHERE starts_with(content, '['))
  UNION ALL
  SELECT 0, filename, 0, to_json({transaction_id: transaction_id, store_id: store_id, ts: ts,
    total_amount: total_amount, items: items, captured_at: captured_at})
  FROM read_csv(getvariable('root') || '/scout-ingest/**/*.csv', header = true, all_varchar = true,
    filename = true, strict_mode = true, ignore_errors = true, auto_detect = false, delim = ',', quote = '"', escape = '"',
    columns = {transaction_id: 'VARCHAR', store_id: 'VARCHAR', ts: 'VARCHAR', total_amount: 'VARCHAR',
      items: 'VARCHAR', captured_at: 'VARCHAR'})
),
told AS (
  SELECT *, CASE WHEN priority = 10 THEN doc -> 'event_data' ELSE doc END AS d,
    coalesce(doc ->> 'ingested_at', doc ->> 'captured_at') AS arrived
  FROM documents)
SELECT priority, file, position,
  coalesce(doc ->> 'event_type', 'transaction.v1') AS event_type,
  coalesce(doc ->> 'event_id', '-') AS event_id,
  coalesce(doc ->> 'source_system', 'unknown') AS source_system,
  epoch_us(CAST(arrived AS TIMESTAMPTZ)) AS ingested,
  coalesce(d ->> 'transaction_id', d ->> 'id') AS id,
  coalesce(d ->> 'store_id', d -> 'store' ->> 'id') AS store,
  epoch_us(CAST(coalesce(d ->> 'ts', d ->> 'ts_utc', d ->> 'timestamp', arrived) AS TIMESTAMPTZ)) AS sold,
  coalesce(d ->> 'total_amount', d -> 'amounts' ->> 'total') AS total,
  coalesce(d ->> 'net_amount', d -> 'amounts' ->> 'net') AS net,
  d ->> 'customer_id' AS customer, d ->> 'customer_type' AS customer_type,
  d ->> 'payment_method' AS payment, d ->> 'campaign_id' AS campaign,
  coalesce(d -> 'location' ->> 'region', d ->> 'region') AS region,
  CASE WHEN json_type(coalesce(d -> 'items', d -> 'combo_basket')) = 'VARCHAR'
    THEN CAST(coalesce(d ->> 'items', d ->> 'combo_basket') AS JSON)
    ELSE coalesce(d -> 'items', d -> 'combo_basket') END AS items,
  regexp_extract(file, '/(device-[^/]+)/', 1) AS device
FROM told;
