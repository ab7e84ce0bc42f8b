SELECT
  partition_day() AS day,
  coalesce(customer_type, 'unknown') AS customer_type,
  count(DISTINCT customer_id) AS customers,
  count(*) AS transactions,
  CAST(sum(total_amount) AS DECIMAL(18,2)) AS total_sales
FROM silver_transactions
WHERE date_key BETWEEN partition_day() - INTERVAL 29 DAY AND partition_day()
GROUP BY coalesce(customer_type, 'unknown')
