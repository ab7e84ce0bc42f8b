SELECT
  transaction_id,
  store_id,
  CAST(ts AS DATE) AS date_key,
  line_sequence,
  line.product_id AS product_id,
  coalesce(line.product_name, 'Unknown Product') AS product_name,
  coalesce(line.brand, 'Unknown Brand') AS brand_name,
  coalesce(line.category, 'Uncategorized') AS category,
  greatest(coalesce(line.qty, 1), 1) AS quantity,
  greatest(coalesce(line.unit_price, 0), 0) AS unit_price,
  greatest(coalesce(line.line_amount, 0), 0) AS line_amount,
  coalesce(line.discount, 0) AS discount_amount,
  line.qty AS sent_quantity,
  line.unit_price AS sent_unit_price,
  _event
FROM (
  SELECT transaction_id, store_id, ts, _event,
    unnest(items) AS line, unnest(range(1, len(items) + 1)) AS line_sequence
  FROM txn)
