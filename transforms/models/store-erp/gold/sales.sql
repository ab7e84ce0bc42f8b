-- One point for each real of a line, rounded up: the multiplier of the loyalty programme is 1.
WITH points AS (
  SELECT
    store_prefix,
    pedido_id,
    sum(CAST(CAST(quantidade AS DECIMAL(38,6)) * valor AS DECIMAL(38,6))) AS valor,
    sum(CAST(ceil(CAST(quantidade AS DECIMAL(38,6)) * valor) AS BIGINT)) AS pontos
  FROM itens
  WHERE pedido_dia = partition_day() AND tem_produto
  GROUP BY store_prefix, pedido_id
)
SELECT
  p.store_prefix,
  p.uuid,
  p.pedido_id,
  strptime(p.timestamp || ' UTC', '%Y%m%dT%H%M%S %Z') AS timestamp,
  p.pedido_dia,
  p.pedido_numero,
  p.cliente_nome,
  p.cliente_cpf,
  p.cliente_email,
  p.vendedor_nome,
  p.vendedor_id,
  CAST(i.valor AS DECIMAL(38,6)) AS pedido_valor,
  CAST(i.pontos AS BIGINT) AS pedido_pontos
FROM pedidos p
JOIN points i USING (store_prefix, pedido_id)
ANTI JOIN loyalty_rejects r USING (store_prefix, pedido_id)
WHERE p.pedido_dia = partition_day()
