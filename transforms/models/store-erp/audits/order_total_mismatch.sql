-- What the customer paid is the total of the products less the discount on the order.
SELECT store_prefix, pedido_id, total_produtos, desconto, total_venda
FROM pdv
WHERE abs(total_produtos - percent_or_amount(desconto, total_produtos) - total_venda) > 0.01
