SELECT
  partition_day() AS day,
  store_id,
  count(*) AS transactions,
  count(DISTINCT date_key) AS active_days,
  CAST(sum(total_amount) AS DECIMAL(18,2)) AS total_sales,
  CAST(round(CAST(sum(total_amount) AS DECIMAL(18,2)) / count(*), 2) AS DECIMAL(18,2)) AS avg_transaction_value,
  count(DISTINCT customer_id) AS unique_customers
FROM silver_transactions
WHERE date_key BETWEEN partition_day() - INTERVAL 29 DAY AND partition_day()
GROUP BY store_id
