SELECT
  id,
  id AS invoice_id,
  customer_id,
  total,
  amount_due,
  status,
  period_start,
  period_end,
  created_ts,
  created_date
FROM invoices
