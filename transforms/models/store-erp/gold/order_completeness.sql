WITH orders AS (
  SELECT store_prefix, pedido_id FROM webhooks WHERE pedido_dia = partition_day()
  UNION
  SELECT store_prefix, pedido_id FROM pdv WHERE pedido_dia = partition_day()
),
searched AS (SELECT DISTINCT store_prefix, pedido_id FROM pesquisa),
lines AS (
  SELECT store_prefix, pedido_id, count(*) AS itens, count(*) FILTER (tem_produto) AS produtos
  FROM itens
  GROUP BY store_prefix, pedido_id
)
SELECT
  o.store_prefix,
  o.pedido_id,
  partition_day() AS pedido_dia,
  w.pedido_id IS NOT NULL AS webhook,
  d.pedido_id IS NOT NULL AS pdv,
  q.pedido_id IS NOT NULL AS pesquisa,
  coalesce(i.produtos, 0) AS produtos,
  coalesce(i.itens, 0) AS itens,
  CASE WHEN s.pedido_id IS NOT NULL THEN 'sales' ELSE r.reason END AS loyalty
FROM orders o
LEFT JOIN webhooks w USING (store_prefix, pedido_id)
LEFT JOIN pdv d USING (store_prefix, pedido_id)
LEFT JOIN searched q USING (store_prefix, pedido_id)
LEFT JOIN lines i USING (store_prefix, pedido_id)
LEFT JOIN sales s USING (store_prefix, pedido_id)
LEFT JOIN loyalty_rejects r USING (store_prefix, pedido_id)
