-- What the customer paid is the total of the products less the discount on the order, and the freight.
SELECT store_prefix, pedido_id, total_produtos, desconto, frete, total_venda
FROM pdv
WHERE abs(total_produtos - percent_or_amount(desconto, total_produtos) + frete - total_venda) > 0.01
