-- What the webhooks said against what the batches extracted: one row per (event type, object, day).
--   matched      both sides have it, and the fields that both have are equal
--   differing    both sides have it, and a field that both have differs
--   batch_only   extracted, its event type is expected (reference), and no such event came
--   webhook_only an event of an object that the batches should have, and don't
--   pending      as before, but the event is newer than the last extraction of its entity
--   unresolved   the object lies beyond the declared lookback and lookahead, or nothing says where
-- An event's row stands on the event's day, a missing event's row on its object's day.
-- Batches hold only an object's latest state, so only the object's latest event is compared by field.
WITH batch AS (
  SELECT 'charges' AS entity, id, created_date, amount, NULL::BIGINT AS total, currency, status, customer_id
  FROM charges
  UNION ALL
  SELECT 'payment_intents', id, created_date, amount, NULL, currency, status, customer_id
  FROM payment_intents
  UNION ALL
  SELECT 'invoices', id, created_date, NULL, total, NULL, status, customer_id
  FROM invoices
  UNION ALL
  SELECT 'customers', id, created_date, NULL, NULL, NULL, NULL, NULL
  FROM customers
),
types AS (
  SELECT DISTINCT event_type, entity FROM webhook_expectations
),
ranked AS (
  SELECT
    e.*,
    row_number() OVER (
      PARTITION BY object_id ORDER BY created_ts DESC, event_id DESC) AS age_of_object,
    row_number() OVER (
      PARTITION BY event_type, object_id, created_date ORDER BY created_ts DESC, event_id DESC) AS age_of_key
  FROM webhook_events e
),
heard AS (
  SELECT
    e.event_type,
    e.object_id,
    e.event_id,
    t.entity,
    e.created_ts,
    e.object_created_date,
    b.id IS NOT NULL AS in_batch,
    e.age_of_object = 1 AS is_latest,
    concat_ws(',',
      CASE WHEN e.amount <> b.amount THEN 'amount' END,
      CASE WHEN e.total <> b.total THEN 'total' END,
      CASE WHEN e.currency <> b.currency THEN 'currency' END,
      CASE WHEN e.status <> b.status THEN 'status' END,
      CASE WHEN e.customer_id <> b.customer_id THEN 'customer_id' END) AS differing_fields
  FROM ranked e
  LEFT JOIN types t ON t.event_type = e.event_type
  LEFT JOIN batch b ON b.entity = t.entity AND b.id = e.object_id
  WHERE e.created_date = partition_day() AND e.age_of_key = 1
),
expected AS (
  SELECT x.event_type, b.id AS object_id, b.entity
  FROM batch b
  JOIN webhook_expectations x
    ON x.entity = b.entity AND x.expected AND (x.status IS NULL OR x.status = b.status)
  WHERE b.created_date = partition_day()
)
SELECT
  h.event_type,
  h.object_id,
  partition_day() AS day,
  h.entity,
  CASE
    WHEN h.in_batch AND h.is_latest AND h.differing_fields <> '' THEN 'differing'
    WHEN h.in_batch THEN 'matched'
    WHEN h.entity IS NULL THEN 'unresolved'
    WHEN h.entity <> 'customers'
      AND (h.object_created_date IS NULL
        OR h.object_created_date NOT BETWEEN partition_day() - INTERVAL 7 DAY AND partition_day() + INTERVAL 7 DAY)
      THEN 'unresolved'
    WHEN x.last_ingested_at IS NULL OR h.created_ts > x.last_ingested_at THEN 'pending'
    ELSE 'webhook_only'
  END AS state,
  h.event_id,
  CASE WHEN h.in_batch AND h.is_latest AND h.differing_fields <> '' THEN h.differing_fields END AS differing_fields
FROM heard h
LEFT JOIN extractions x ON x.entity = h.entity
UNION ALL
SELECT e.event_type, e.object_id, partition_day(), e.entity, 'batch_only', NULL, NULL
FROM expected e
WHERE NOT EXISTS (
  SELECT 1 FROM webhook_events w
  WHERE w.event_type = e.event_type AND w.object_id = e.object_id)
