-- One row per charge, from its latest version. Amounts stay integer cents.
SELECT
  id,
  created AS created_ts,
  CAST(created AS DATE) AS created_date,
  amount,
  currency,
  status,
  customer AS customer_id,
  payment_intent AS payment_intent_id,
  invoice AS invoice_id,
  _event
FROM charge
