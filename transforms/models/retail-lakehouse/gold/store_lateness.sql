-- A store's watermark is the latest sale that had been ingested before, of the same day.
WITH seen AS (
  SELECT store_id, ts,
    max(ts) OVER (PARTITION BY store_id ORDER BY ingested_at, transaction_id
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS high_water
  FROM silver_transactions WHERE date_key = partition_day())
SELECT
  partition_day() AS day,
  store_id,
  count(*) AS transactions,
  count(*) FILTER (WHERE ts < high_water - INTERVAL 30 MINUTE) AS late_transactions,
  coalesce(max(CAST(floor((epoch_us(high_water) - epoch_us(ts)) // 60000000) AS BIGINT))
    FILTER (WHERE ts < high_water - INTERVAL 30 MINUTE), 0) AS most_minutes_late
FROM seen GROUP BY store_id
