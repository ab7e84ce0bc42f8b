-- The newest extraction of each entity that arrived within this day's own arrival range.
SELECT
  partition_day() AS created_date,
  entity,
  max(newest_version_at) AS last_ingested_at
FROM objects
WHERE newest_version_at IS NOT NULL
GROUP BY entity
