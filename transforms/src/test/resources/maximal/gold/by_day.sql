-- What each shop sold, and how many objects came of it.
WITH files AS (
  SELECT shop, count(*) AS file_count FROM objects GROUP BY shop
)
SELECT
  c.day,
  c.shop,
  sum(c.total) AS total,
  CAST(max(f.file_count) AS BIGINT) AS file_count
FROM orders_clean c
LEFT JOIN files f ON f.shop = c.shop
WHERE c.day = partition_day()
GROUP BY c.day, c.shop
