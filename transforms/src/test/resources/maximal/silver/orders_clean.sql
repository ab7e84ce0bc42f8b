SELECT
  o.order_id,
  CAST(o.ordered AS DATE) AS day,
  o.shop,
  o.total,
  o.weight,
  o.email,
  len(o.items) AS item_count,
  r.piece_count,
  o._event
FROM "order" o
LEFT JOIN (
  SELECT p.order_id, CAST(sum(i.item.count) AS BIGINT) AS piece_count
  FROM "order" p, unnest(p.items) AS i(item)
  GROUP BY p.order_id
) r ON r.order_id = o.order_id
