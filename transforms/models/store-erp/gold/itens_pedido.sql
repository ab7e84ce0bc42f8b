SELECT
  store_prefix,
  pedido_dia AS data_pedido,
  pedido_numero AS pedido_number,
  pedido_id,
  linha,
  produto_id,
  total_produto_valor_faturado AS valor
FROM produtos
WHERE pedido_dia = partition_day()
