-- One row per event id, from its first delivery, on the day the event was created.
SELECT
  event_id,
  type AS event_type,
  created AS created_ts,
  CAST(created AS DATE) AS created_date,
  received_ts,
  object_id,
  CAST(object_created AS DATE) AS object_created_date,
  amount,
  total,
  currency,
  status,
  customer AS customer_id,
  _event
FROM webhook_event
