WITH products AS (
  SELECT store_prefix, pedido_id, bool_or(tem_produto) AS any_product
  FROM itens
  WHERE pedido_dia = partition_day()
  GROUP BY store_prefix, pedido_id
),
judged AS (
  SELECT
    p.store_prefix,
    p.pedido_id,
    p.pedido_dia,
    CASE
      WHEN p.cliente_nome = 'Consumidor Final' THEN 'ANONYMOUS_CUSTOMER'
      WHEN p.desconto_pedido <> 0 THEN 'DISCOUNTED'
      WHEN coalesce(p.forma_pagamento, '') NOT IN ('credito', 'debito', 'pix', 'dinheiro') THEN 'PAYMENT_NOT_ELIGIBLE'
      WHEN NOT regexp_full_match(coalesce(p.cliente_cpf, ''), '\d{3}\.\d{3}\.\d{3}-\d{2}') THEN 'INVALID_CPF'
      WHEN coalesce(p.vendedor_nome, '') = '' OR coalesce(p.vendedor_id, '') = '' OR coalesce(p.pedido_numero, '') = '' THEN 'INCOMPLETE'
      WHEN NOT coalesce(i.any_product, FALSE) THEN 'NO_PRODUCT'
    END AS reason
  FROM pedidos p
  LEFT JOIN products i USING (store_prefix, pedido_id)
  WHERE p.pedido_dia = partition_day()
)
SELECT store_prefix, pedido_id, pedido_dia, reason FROM judged WHERE reason IS NOT NULL
