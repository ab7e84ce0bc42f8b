-- Every region has a row for every day, also one without sales.
WITH sales AS (
  SELECT *, upper(trim(regexp_replace(region, '\s+', ' ', 'g'))) AS written
  FROM silver_transactions WHERE date_key = partition_day()),
named AS (
  SELECT s.*, coalesce(a.region_key, s.written) AS key
  FROM sales s LEFT JOIN region_aliases a ON a.alias = s.written)
SELECT
  r.region_key,
  partition_day() AS day,
  count(n.transaction_id) AS txn_count,
  count(DISTINCT n.store_id) AS active_stores,
  count(DISTINCT n.customer_id) FILTER (WHERE n.customer_type = 'new') AS new_customers,
  CAST(coalesce(sum(n.peso_value), 0) AS DECIMAL(18,2)) AS peso_total,
  CAST(coalesce(sum(n.units_per_transaction), 0) AS BIGINT) AS units,
  CAST(coalesce(sum(n.peso_value) FILTER (WHERE n.time_of_day = 'morning'), 0) AS DECIMAL(18,2)) AS morning_sales,
  CAST(coalesce(sum(n.peso_value) FILTER (WHERE n.time_of_day = 'afternoon'), 0) AS DECIMAL(18,2)) AS afternoon_sales,
  CAST(coalesce(sum(n.peso_value) FILTER (WHERE n.time_of_day = 'evening'), 0) AS DECIMAL(18,2)) AS evening_sales,
  CAST(coalesce(sum(n.peso_value) FILTER (WHERE n.time_of_day = 'night'), 0) AS DECIMAL(18,2)) AS night_sales,
  CAST(round(coalesce(sum(n.peso_value), 0) / greatest(count(n.transaction_id), 1), 2) AS DECIMAL(18,2)) AS revenue_per_transaction,
  CASE WHEN r.population > 0
    THEN CAST(round(CAST(coalesce(sum(n.peso_value), 0) AS DECIMAL(18,2)) / r.population, 6) AS DECIMAL(18,6))
    ELSE 0 END AS revenue_per_capita
FROM regions r LEFT JOIN named n ON n.key = upper(r.region_key)
GROUP BY r.region_key, r.population
