WITH totals AS (
  SELECT store_prefix, pedido_id, sum(valor * CAST(quantidade AS DECIMAL(38,6))) AS total
  FROM itens
  WHERE pedido_dia = partition_day()
  GROUP BY store_prefix, pedido_id
),
units AS (
  SELECT
    i.*,
    coalesce(CASE WHEN i.desconto_percentual < 100 THEN TRY_CAST(i.valor / (1 - i.desconto_percentual / 100) AS DECIMAL(18,6)) END, i.valor) AS sem_desconto,
    -- Its share of the order's discount: that of its value in the values of all lines.
    CAST(
      CASE WHEN t.total > 0 AND i.quantidade > 0 THEN CAST(p.desconto_pedido AS DECIMAL(38,6)) * i.valor / t.total ELSE 0 END
      AS DECIMAL(38,6)) AS desconto_pedido_und
  FROM itens i
  JOIN totals t USING (store_prefix, pedido_id)
  JOIN pedidos p USING (store_prefix, pedido_id)
  WHERE i.pedido_dia = partition_day() AND i.tem_produto
),
priced AS (
  SELECT
    *,
    CAST(quantidade AS DECIMAL(38,6)) AS vezes,
    sem_desconto - valor AS desconto_produto_und,
    valor - desconto_pedido_und AS com_desconto
  FROM units
)
SELECT
  i.store_prefix,
  i.pedido_id,
  i.linha,
  p.uuid,
  p.timestamp,
  i.pedido_dia,
  p.pedido_numero,
  p.cliente_nome,
  p.cliente_cpf,
  p.vendedor_nome,
  p.vendedor_id,
  i.produto_id,
  i.descricao AS produto_nome,
  split_part(i.produto_categoria, ' >> ', 1) AS produto_categoria_principal,
  CASE
    WHEN position(' >> ' IN i.produto_categoria) > 0
    THEN substr(i.produto_categoria, position(' >> ' IN i.produto_categoria) + 4)
  END AS produto_categoria_secundaria,
  i.preco_custo AS produto_valor_custo_und,
  i.sem_desconto AS produto_valor_sem_desconto_und,
  CAST(i.com_desconto AS DECIMAL(38,6)) AS produto_valor_com_desconto_und,
  CAST(i.com_desconto - i.preco_custo AS DECIMAL(38,6)) AS produto_valor_lucro_und,
  CAST(i.desconto_produto_und AS DECIMAL(38,6)) AS desconto_produto_und,
  i.desconto_pedido_und,
  CAST(i.desconto_produto_und + i.desconto_pedido_und AS DECIMAL(38,6)) AS desconto_total_und,
  i.quantidade AS produto_quantidade,
  CAST(i.desconto_produto_und * i.vezes AS DECIMAL(38,6)) AS desconto_produto,
  CAST(i.desconto_pedido_und * i.vezes AS DECIMAL(38,6)) AS desconto_pedido,
  CAST((i.desconto_produto_und + i.desconto_pedido_und) * i.vezes AS DECIMAL(38,6)) AS desconto_total,
  CAST(i.preco_custo * i.vezes AS DECIMAL(38,6)) AS total_produto_valor_custo,
  CAST(i.sem_desconto * i.vezes AS DECIMAL(38,6)) AS total_produto_valor_sem_desconto,
  CAST(i.com_desconto * i.vezes AS DECIMAL(38,6)) AS total_produto_valor_faturado,
  CAST((i.com_desconto - i.preco_custo) * i.vezes AS DECIMAL(38,6)) AS total_produto_valor_lucro,
  p.forma_pagamento
FROM priced i
JOIN pedidos p USING (store_prefix, pedido_id)
