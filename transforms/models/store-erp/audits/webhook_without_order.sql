SELECT store_prefix, pedido_id FROM order_completeness WHERE webhook AND NOT pdv
