SELECT
  partition_day() AS day,
  coalesce(product_id, 'unknown') AS product_id,
  CAST(sum(quantity) AS BIGINT) AS units_sold,
  CAST(sum(line_amount) AS DECIMAL(18,2)) AS revenue,
  CAST(round(sum(line_amount) * 0.25, 2) AS DECIMAL(18,2)) AS margin,
  count(DISTINCT transaction_id) AS transactions
FROM silver_line_items
WHERE date_key BETWEEN partition_day() - INTERVAL 29 DAY AND partition_day()
GROUP BY coalesce(product_id, 'unknown')
