-- One row per payment intent, from its latest version.
SELECT
  id,
  created AS created_ts,
  CAST(created AS DATE) AS created_date,
  amount,
  currency,
  status,
  customer AS customer_id,
  invoice AS invoice_id,
  latest_charge AS latest_charge_id,
  _event
FROM payment_intent
