SELECT store_prefix, pedido_id, linha, pedido_dia, produto_id, descricao, valor, quantidade
FROM itens
WHERE pedido_dia = partition_day() AND NOT tem_produto
