WITH lines AS (
  SELECT *,
    list_transform(coalesce(items, []), i -> {
      product_id: coalesce(upper(trim(i.product_id)), ''),
      qty: coalesce(i.qty, 1),
      unit_price: coalesce(i.unit_price, 99999999.99),
      json: concat(
        '{"qty": ', coalesce(i.qty, 1),
        CASE WHEN i.product_id IS NULL THEN '' ELSE concat(', "product_id": ', to_json(upper(trim(i.product_id)))) END,
        CASE WHEN i.unit_price IS NULL THEN '' ELSE concat(', "unit_price": ', i.unit_price) END,
        '}')}) AS canonical_items
  FROM txn)
SELECT
  transaction_id,
  store_id,
  ts,
  CAST(ts AS DATE) AS date_key,
  day_part(ts) AS time_of_day,
  customer_id,
  customer_type,
  coalesce(total_amount, 0) AS total_amount,
  coalesce(discount_amount, 0) AS discount_amount,
  coalesce(tax_amount, 0) AS tax_amount,
  coalesce(net_amount, total_amount, 0) AS net_amount,
  coalesce(payment_method, 'unknown') AS payment_method,
  CAST(coalesce(len(items), 0) AS BIGINT) AS item_count,
  CAST(len(list_distinct(list_transform(coalesce(items, []), i -> i.product_id))) AS BIGINT) AS unique_products,
  CAST(coalesce(list_sum(list_transform(items, i -> greatest(coalesce(i.qty, 1), 1))), 0) AS BIGINT) AS units_per_transaction,
  CAST(coalesce(len(items), 0) AS BIGINT) AS basket_size,
  coalesce(total_amount, 0) AS peso_value,
  region,
  campaign_id,
  campaign_id IS NOT NULL AS campaign_influenced,
  coalesce(device_id, device, 'unknown') AS device_id,
  source_system,
  event_id AS source_event_id,
  ingested_at,
  sha256(concat(
    '{"ts": "', strftime(timezone('UTC', ts), '%Y-%m-%dT%H:%M:%S'),
    CASE WHEN microsecond(ts) % 1000000 = 0 THEN ''
      ELSE concat('.', rtrim(strftime(timezone('UTC', ts), '%f'), '0')) END,
    '+00:00", "items": [',
    array_to_string(list_transform(list_sort(canonical_items), i -> i.json), ', '),
    '], "store_id": ', to_json(upper(trim(store_id))),
    ', "source_id": ', to_json(source_system),
    ', "transaction_id": ', to_json(upper(trim(transaction_id))), '}')) AS canonical_hash,
  _event
FROM lines
