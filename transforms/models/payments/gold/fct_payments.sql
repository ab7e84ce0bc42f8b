-- One row per charge. Silver holds one row per id, so the join can't multiply rows;
-- a charge whose intent is not there stays, with a null customer (the customer is the intent's).
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
FROM charges c
LEFT JOIN payment_intents p ON p.id = c.payment_intent_id
WHERE c.created_date = partition_day()
