SELECT
  l.date_key AS day,
  count(*) AS total_line_items,
  count(p.product_key) AS linked_items,
  CAST(round(CAST(count(p.product_key) * 100 AS DECIMAL(18,2)) / count(*), 2) AS DECIMAL(18,2)) AS coverage_percent
FROM silver_line_items l LEFT JOIN dim_product p ON p.product_id = l.product_id
WHERE l.date_key = partition_day()
GROUP BY l.date_key
