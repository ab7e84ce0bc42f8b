-- One product may be on several lines, so a line is named by its place in the order.
WITH lines AS (
  SELECT _event, store_prefix, pedido_id, pedido_dia, itens, unnest(range(len(itens))) AS linha
  FROM sale
),
items AS (
  SELECT _event, store_prefix, pedido_id, pedido_dia, linha, itens[linha + 1] AS item FROM lines
)
SELECT
  i.store_prefix,
  i.pedido_id,
  i.linha,
  i.pedido_dia,
  i.item.produto_id AS produto_id,
  i.item.descricao AS descricao,
  i.item.valor AS valor,
  i.item.quantidade AS quantidade,
  i.item.desconto AS desconto_percentual,
  p.produto_id IS NOT NULL AS tem_produto,
  p.nome AS produto_nome,
  p.categoria AS produto_categoria,
  p.preco_custo AS preco_custo,
  i._event
FROM items i
LEFT JOIN product p ON p._event = i._event AND p.produto_id = i.item.produto_id
