SELECT
  s.store_prefix,
  s.pedido_id,
  p.produto_id,
  s.uuid,
  strftime(s.arrival_date, '%Y%m%d') || 'T' || s.clock AS timestamp,
  s.pedido_dia,
  p.nome,
  p.categoria,
  p.preco_custo,
  s._event
FROM sale s
JOIN product p ON p._event = s._event
