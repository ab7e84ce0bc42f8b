SELECT
  s.store_prefix,
  s.uuid,
  s.pedido_id,
  i.linha,
  s.pedido_dia,
  s.cliente_cpf,
  s.vendedor_id,
  i.produto_id AS produto_idproduto,
  i.produto_nome AS produto_descricao,
  split_part(i.produto_categoria, ' >> ', 1) AS produto_category_first,
  nullif(split_part(i.produto_categoria, ' >> ', 2), '') AS produto_category_second,
  i.quantidade AS produto_quantidade,
  i.valor AS produto_valor,
  CAST(CAST(i.quantidade AS DECIMAL(38,6)) * i.valor AS DECIMAL(38,6)) AS produto_valor_total,
  CAST(ceil(CAST(i.quantidade AS DECIMAL(38,6)) * i.valor) AS BIGINT) AS produto_pontos_total,
  CAST(1 AS DECIMAL(4,2)) AS final_multiplier
FROM sales s
JOIN itens i USING (store_prefix, pedido_id)
WHERE s.pedido_dia = partition_day() AND i.tem_produto
