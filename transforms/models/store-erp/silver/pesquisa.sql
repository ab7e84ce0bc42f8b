WITH lines AS (
  SELECT _event, orders, unnest(range(len(orders))) AS linha FROM search
)
SELECT
  s.store_prefix,
  s.pedido_id,
  l.linha,
  s.uuid,
  strftime(s.arrival_date, '%Y%m%d') || 'T' || s.clock AS timestamp,
  s.pedido_dia,
  l.orders[l.linha + 1].id AS id,
  l.orders[l.linha + 1].numero AS numero,
  l.orders[l.linha + 1].data_pedido AS data_pedido,
  l.orders[l.linha + 1].data_prevista AS data_prevista,
  l.orders[l.linha + 1].id_vendedor AS id_vendedor,
  l.orders[l.linha + 1].nome_vendedor AS nome_vendedor,
  l.orders[l.linha + 1].valor AS valor,
  l.orders[l.linha + 1].situacao AS situacao,
  coalesce(l.orders[l.linha + 1].id = s.pedido_id, FALSE) AS e_do_pedido,
  s._event
FROM sale s
JOIN lines l ON l._event = s._event
