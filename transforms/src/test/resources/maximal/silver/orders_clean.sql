SELECT
  o.order_id,
  CAST(o.ordered AS DATE) AS day,
  o.shop,
  o.total,
  o.weight,
  o.email,
  len(o.items) AS item_count,
  r.at AS refunded_at,
  o._event
FROM "order" o
LEFT JOIN refund r ON r.order_id = o.order_id
