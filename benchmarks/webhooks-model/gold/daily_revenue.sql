-- One row per day and currency; sums are exact.
SELECT
  created_date,
  currency,
  count(*) AS charges,
  CAST(sum(amount) AS BIGINT) AS amount,
  sum(fee) AS fees,
  count(DISTINCT customer_id) AS customers
FROM charges
WHERE created_date = partition_day()
GROUP BY created_date, currency
