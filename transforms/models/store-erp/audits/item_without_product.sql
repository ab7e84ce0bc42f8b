SELECT store_prefix, pedido_id, linha FROM itens_sem_produto
