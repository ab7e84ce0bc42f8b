SELECT
  date_key AS day,
  count(*) AS transactions,
  count(DISTINCT store_id) AS stores,
  CAST(sum(total_amount) AS DECIMAL(18,2)) AS total_sales,
  CAST(sum(units_per_transaction) AS BIGINT) AS units
FROM silver_transactions WHERE date_key = partition_day() GROUP BY date_key
