-- What a record must be like, written down from the model by hand.
CREATE TABLE contract (
  entity VARCHAR, number INTEGER, pointer VARCHAR, type VARCHAR, required BOOLEAN, coerce BOOLEAN,
  low BIGINT, pattern VARCHAR, in_path VARCHAR);

INSERT INTO contract VALUES
  ('charges', 1, '/data/id', 'string', true, true, NULL, NULL, NULL),
  ('charges', 2, '/data/created', 'whole', true, true, NULL, NULL, NULL),
  ('charges', 3, '/data/amount', 'whole', true, true, 0, NULL, NULL),
  ('charges', 4, '/data/currency', 'string', true, false, NULL, '[a-z]{3}', NULL),
  ('charges', 5, '/data/status', 'string', true, false, NULL, 'succeeded|pending|failed', NULL),
  ('charges', 6, '/data/customer', 'string', false, false, NULL, NULL, NULL),
  ('charges', 7, '/data/payment_intent', 'string', false, false, NULL, NULL, NULL),
  ('charges', 8, '/data/invoice', 'string', false, false, NULL, NULL, NULL),
  ('payment_intents', 1, '/data/id', 'string', true, true, NULL, NULL, NULL),
  ('payment_intents', 2, '/data/created', 'whole', true, true, NULL, NULL, NULL),
  ('payment_intents', 3, '/data/amount', 'whole', true, true, 0, NULL, NULL),
  ('payment_intents', 4, '/data/currency', 'string', true, false, NULL, '[a-z]{3}', NULL),
  ('payment_intents', 5, '/data/status', 'string', true, false, NULL, NULL, NULL),
  ('payment_intents', 6, '/data/customer', 'string', false, false, NULL, NULL, NULL),
  ('payment_intents', 7, '/data/latest_charge', 'string', false, false, NULL, NULL, NULL),
  ('payment_intents', 8, '/data/invoice', 'string', false, false, NULL, NULL, NULL),
  ('invoices', 1, '/data/id', 'string', true, true, NULL, NULL, NULL),
  ('invoices', 2, '/data/created', 'whole', true, true, NULL, NULL, NULL),
  ('invoices', 3, '/data/due_date', 'whole', false, true, NULL, NULL, NULL),
  ('invoices', 4, '/data/period_start', 'whole', false, true, NULL, NULL, NULL),
  ('invoices', 5, '/data/period_end', 'whole', false, true, NULL, NULL, NULL),
  ('invoices', 6, '/data/status', 'string', true, false, NULL, NULL, NULL),
  ('invoices', 7, '/data/total', 'whole', true, true, NULL, NULL, NULL),
  ('invoices', 8, '/data/amount_due', 'whole', true, true, NULL, NULL, NULL),
  ('invoices', 9, '/data/customer', 'string', false, false, NULL, NULL, NULL),
  ('customers', 1, '/data/id', 'string', true, true, NULL, NULL, NULL),
  ('customers', 2, '/data/created', 'whole', true, true, NULL, NULL, NULL),
  ('customers', 3, '/data/email', 'string', false, false, NULL, NULL, NULL),
  ('customers', 4, '/data/name', 'string', false, false, NULL, NULL, NULL),
  ('webhook_events', 1, '/event_id', 'string', true, false, NULL, NULL, 'event_id'),
  ('webhook_events', 2, '/received_ts', 'iso8601', true, false, NULL, NULL, NULL),
  ('webhook_events', 3, '/payload/type', 'string', true, false, NULL, NULL, NULL),
  ('webhook_events', 4, '/payload/created', 'whole', true, true, NULL, NULL, NULL),
  ('webhook_events', 5, '/payload/data/object/id', 'string', false, true, NULL, NULL, NULL),
  ('webhook_events', 6, '/payload/data/object/created', 'whole', false, true, NULL, NULL, NULL),
  ('webhook_events', 7, '/payload/data/object/amount', 'whole', false, true, NULL, NULL, NULL),
  ('webhook_events', 8, '/payload/data/object/total', 'whole', false, true, NULL, NULL, NULL),
  ('webhook_events', 9, '/payload/data/object/currency', 'string', false, false, NULL, NULL, NULL),
  ('webhook_events', 10, '/payload/data/object/status', 'string', false, false, NULL, NULL, NULL),
  ('webhook_events', 11, '/payload/data/object/customer', 'string', false, false, NULL, NULL, NULL);

-- Every bronze entity ends with the same two.
INSERT INTO contract
SELECT entity, m.number, m.pointer, m.type, m.required, false, NULL, NULL, m.in_path
FROM (SELECT DISTINCT entity FROM contract WHERE entity <> 'webhook_events')
CROSS JOIN (
  VALUES
    (98, '/meta/entity', 'string', false, 'entity'),
    (99, '/meta/ingested_at', 'iso8601', true, NULL)) AS m (number, pointer, type, required, in_path);

-- As the payments system makes an id fit for a path.
CREATE MACRO safe_id(id) AS
  coalesce(nullif(trim(regexp_replace(trim(id), '[^A-Za-z0-9_.=-]+', '_', 'g'), '._'), ''), 'unknown');
