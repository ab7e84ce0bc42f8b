SELECT
  store_prefix,
  pedido_id,
  uuid,
  strftime(arrival_date, '%Y%m%d') || 'T' || clock AS timestamp,
  pedido_dia,
  pedido_numero,
  upper(situacao) AS situacao,
  coalesce(versao = 'backfill', FALSE) AS backfill,
  _event
FROM notice
