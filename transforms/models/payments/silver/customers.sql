-- One row per customer, from its latest version; full history, never cut by a window.
SELECT
  id,
  created AS created_ts,
  CAST(created AS DATE) AS created_date,
  email,
  name,
  _event
FROM customer
