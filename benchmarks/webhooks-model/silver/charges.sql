-- One row per charge, from its latest version.
SELECT
  id,
  created AS created_ts,
  CAST(created AS DATE) AS created_date,
  updated AS updated_ts,
  status,
  amount,
  fee,
  currency,
  captured,
  customer AS customer_id,
  invoice AS invoice_id,
  card_brand,
  card_country,
  order_id,
  channel,
  _event
FROM charge
