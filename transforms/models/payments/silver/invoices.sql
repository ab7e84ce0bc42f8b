-- One row per invoice, from its latest version.
SELECT
  id,
  created AS created_ts,
  CAST(created AS DATE) AS created_date,
  due_date,
  period_start,
  period_end,
  status,
  total,
  amount_due,
  customer AS customer_id,
  _event
FROM invoice
