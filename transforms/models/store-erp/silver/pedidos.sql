WITH lines AS (
  SELECT
    store_prefix,
    pedido_id,
    tem_produto,
    CAST(quantidade AS DECIMAL(38,6)) AS quantidade,
    preco_custo,
    -- With 100 % off nothing says what the price was.
    coalesce(CASE WHEN desconto_percentual < 100 THEN TRY_CAST(valor / (1 - desconto_percentual / 100) AS DECIMAL(18,6)) END, valor) AS sem_desconto,
    valor
  FROM itens
  WHERE pedido_dia = partition_day()
),
orders AS (
  SELECT
    store_prefix,
    pedido_id,
    sum(CASE WHEN tem_produto THEN CAST(preco_custo * quantidade AS DECIMAL(38,6)) ELSE 0 END) AS custo,
    sum(sem_desconto) AS sem_desconto,
    sum(CASE WHEN tem_produto THEN CAST((sem_desconto - valor) * quantidade AS DECIMAL(38,6)) ELSE 0 END) AS desconto
  FROM lines
  GROUP BY store_prefix, pedido_id
),
sellers AS (
  SELECT store_prefix, pedido_id, nome_vendedor, id_vendedor
  FROM pesquisa
  WHERE pedido_dia = partition_day() AND e_do_pedido
  QUALIFY row_number() OVER (PARTITION BY store_prefix, pedido_id ORDER BY linha) = 1
)
SELECT
  p.store_prefix,
  p.uuid,
  p.timestamp,
  p.pedido_dia,
  p.pedido_id,
  p.pedido_numero,
  p.cliente_nome,
  p.cliente_cpf,
  p.cliente_email,
  p.cliente_celular,
  v.nome_vendedor AS vendedor_nome,
  v.id_vendedor AS vendedor_id,
  CAST(coalesce(o.custo, 0) AS DECIMAL(38,6)) AS valor_produtos_custo,
  CAST(coalesce(o.sem_desconto, 0) AS DECIMAL(38,6)) AS valor_produtos_sem_desconto,
  CAST(coalesce(o.desconto, 0) AS DECIMAL(38,6)) AS desconto_produtos,
  percent_or_amount(p.desconto, p.total_produtos) AS desconto_pedido,
  CAST(coalesce(o.desconto, 0) + percent_or_amount(p.desconto, p.total_produtos) AS DECIMAL(38,6)) AS desconto_total,
  p.total_venda AS valor_faturado,
  CAST(p.total_venda - coalesce(o.custo, 0) AS DECIMAL(38,6)) AS valor_lucro,
  p.forma_pagamento
FROM pdv p
LEFT JOIN orders o USING (store_prefix, pedido_id)
LEFT JOIN sellers v USING (store_prefix, pedido_id)
WHERE p.pedido_dia = partition_day()
