CREATE TABLE expected.dim_customers AS
SELECT id, id AS customer_id, created_ts, created_date, email, name
FROM expected.customers;

CREATE TABLE expected.fct_invoices AS
SELECT
  id, id AS invoice_id, customer_id, total, amount_due, status, period_start, period_end, created_ts,
  created_date
FROM expected.invoices;

-- An intent is seen from seven days before its charge to one day after.
CREATE TABLE expected.fct_payments AS
SELECT
  c.id,
  c.id AS charge_id,
  c.payment_intent_id,
  p.customer_id,
  c.invoice_id,
  c.amount AS charge_amount,
  p.amount AS intent_amount,
  c.currency,
  c.status AS charge_status,
  p.status AS intent_status,
  c.created_ts AS event_ts,
  c.created_date
FROM expected.charges c
LEFT JOIN expected.payment_intents p
  ON p.id = c.payment_intent_id
  AND p.created_date BETWEEN c.created_date - 7 AND c.created_date + 1;

-- What is expected of which entity: (type, entity, status that calls for it, whether it must come).
CREATE TABLE said_of (event_type VARCHAR, entity VARCHAR, status VARCHAR, must_come BOOLEAN);

INSERT INTO said_of VALUES
  ('charge.succeeded', 'charges', 'succeeded', true),
  ('charge.failed', 'charges', 'failed', true),
  ('charge.updated', 'charges', NULL, false),
  ('payment_intent.created', 'payment_intents', NULL, true),
  ('payment_intent.succeeded', 'payment_intents', 'succeeded', true),
  ('payment_intent.canceled', 'payment_intents', 'canceled', true),
  ('invoice.created', 'invoices', NULL, true),
  ('invoice.paid', 'invoices', 'paid', true),
  ('invoice.updated', 'invoices', NULL, false),
  ('customer.created', 'customers', NULL, true),
  ('customer.updated', 'customers', NULL, false);

CREATE TABLE held AS
SELECT 'charges' AS entity, id, created_date, amount, NULL::BIGINT AS total, currency, status, customer_id
FROM expected.charges
UNION ALL
SELECT 'payment_intents', id, created_date, amount, NULL, currency, status, customer_id
FROM expected.payment_intents
UNION ALL
SELECT 'invoices', id, created_date, NULL, total, NULL, status, customer_id
FROM expected.invoices
UNION ALL
SELECT 'customers', id, created_date, NULL, NULL, NULL, NULL, NULL
FROM expected.customers;

-- The event that speaks for its (type, object, day), and what a day's neighbourhood knows of it:
-- a day sees seven days either way, but every customer.
CREATE TABLE spoken AS
WITH speaking AS (
  SELECT *
  FROM expected.webhook_events
  QUALIFY row_number() OVER (
    PARTITION BY event_type, object_id, created_date ORDER BY created_ts DESC, event_id DESC) = 1
)
SELECT
  s.*,
  (SELECT any_value(entity) FROM said_of t WHERE t.event_type = s.event_type) AS entity,
  NOT EXISTS (
    SELECT 1
    FROM expected.webhook_events o
    WHERE o.object_id = s.object_id
      AND o.created_date BETWEEN s.created_date - 7 AND s.created_date + 7
      AND (o.created_ts > s.created_ts OR (o.created_ts = s.created_ts AND o.event_id > s.event_id))
  ) AS is_latest
FROM speaking s;

CREATE TABLE expected.recon_webhooks AS
WITH compared AS (
  SELECT
    s.*,
    h.id IS NOT NULL AS is_held,
    list_filter(
      [
        CASE WHEN s.amount <> h.amount THEN 'amount' END,
        CASE WHEN s.total <> h.total THEN 'total' END,
        CASE WHEN s.currency <> h.currency THEN 'currency' END,
        CASE WHEN s.status <> h.status THEN 'status' END,
        CASE WHEN s.customer_id <> h.customer_id THEN 'customer_id' END
      ],
      lambda name: name IS NOT NULL) AS differences,
    x.last_ingested_at
  FROM spoken s
  LEFT JOIN held h
    ON h.entity = s.entity AND h.id = s.object_id
    AND (h.entity = 'customers' OR h.created_date BETWEEN s.created_date - 7 AND s.created_date + 7)
  LEFT JOIN expected.extractions x ON x.entity = s.entity AND x.created_date = s.created_date
),
told AS (
  SELECT
    event_type, object_id, created_date AS day, entity,
    CASE
      WHEN is_held THEN CASE WHEN is_latest AND len(differences) > 0 THEN 'differing' ELSE 'matched' END
      WHEN entity IS NULL THEN 'unresolved'
      WHEN entity <> 'customers'
        AND coalesce(abs(date_diff('day', created_date, object_created_date)) > 7, true) THEN 'unresolved'
      WHEN coalesce(created_ts > last_ingested_at, true) THEN 'pending'
      ELSE 'webhook_only'
    END AS state,
    event_id,
    CASE WHEN is_held AND is_latest AND len(differences) > 0
      THEN array_to_string(differences, ',') END AS differing_fields
  FROM compared
),
missed AS (
  SELECT t.event_type, h.id AS object_id, h.created_date AS day, h.entity
  FROM held h
  JOIN said_of t ON t.entity = h.entity AND t.must_come AND (t.status IS NULL OR t.status = h.status)
  JOIN days d ON d.day = h.created_date
  WHERE NOT EXISTS (
    SELECT 1
    FROM expected.webhook_events o
    WHERE o.event_type = t.event_type AND o.object_id = h.id
      AND o.created_date BETWEEN h.created_date - 7 AND h.created_date + 7)
)
SELECT * FROM told
UNION ALL
SELECT event_type, object_id, day, entity, 'batch_only', NULL, NULL FROM missed;
