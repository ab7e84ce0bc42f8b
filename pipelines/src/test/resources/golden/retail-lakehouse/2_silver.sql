-- B.3 of the system's document: the loader's expressions, with the winner of B.6.2 and the business day
-- of Manila (UTC + 8 h, since 1990 without summer time).
CREATE TABLE lines AS
SELECT r.*, CAST(i.ordinal AS BIGINT) AS ordinal, i.item,
  coalesce(i.item ->> 'qty', '1') AS qty_text, coalesce(i.item ->> 'line_amount', i.item ->> 'total_price', '0') AS amount_text
FROM (SELECT priority, file, position, items FROM records WHERE json_type(items) = 'ARRAY') r,
  LATERAL (SELECT unnest(CAST(items AS JSON[])) AS item,
    unnest(range(1, CAST(json_array_length(items) AS BIGINT) + 1)) AS ordinal) i;

CREATE TABLE winners AS
SELECT * FROM (
  SELECT *, row_number() OVER (PARTITION BY id
    ORDER BY ingested DESC, event_id DESC, priority DESC, file DESC, position DESC) AS place,
    CAST(make_timestamp(sold + 8 * 3600000000) AS DATE) AS day,
    (sold // 3600000000 + 8) % 24 AS hour
  FROM records r
  WHERE event_type = 'transaction.v1' AND trim(id) <> '' AND store IS NOT NULL
    AND (total IS NULL OR TRY_CAST(total AS DECIMAL(10,2)) IS NOT NULL)
    AND (items IS NULL OR json_type(items) IN ('ARRAY', 'NULL'))
    AND NOT EXISTS (FROM lines l WHERE l.file = r.file AND l.position = r.position
      AND l.priority = r.priority AND (TRY_CAST(l.qty_text AS DECIMAL(18,4)) IS NULL
        OR TRY_CAST(l.qty_text AS DECIMAL(18,4)) % 1 <> 0)
      AND NOT contains(r.file, '.csv')))
WHERE place = 1 AND day BETWEEN getvariable('from_day') AND getvariable('to_day');

CREATE TABLE expected.silver_line_items AS
SELECT w.id AS transaction_id, w.store AS store_id, w.day AS date_key, i.ordinal AS line_sequence,
  i.item ->> 'product_id' AS product_id,
  coalesce(i.item ->> 'product_name', 'Unknown Product') AS product_name,
  coalesce(i.item ->> 'brand', i.item ->> 'brand_name', 'Unknown Brand') AS brand_name,
  coalesce(i.item ->> 'category', i.item ->> 'category_name', 'Uncategorized') AS category,
  greatest(CAST(CAST(coalesce(i.item ->> 'qty', '1') AS DECIMAL(18,4)) AS BIGINT), 1) AS quantity,
  greatest(CAST(coalesce(i.item ->> 'unit_price', '0') AS DECIMAL(10,2)), 0) AS unit_price,
  greatest(CAST(coalesce(i.item ->> 'line_amount', i.item ->> 'total_price', '0') AS DECIMAL(10,2)), 0) AS line_amount,
  CAST(coalesce(i.item ->> 'discount', '0') AS DECIMAL(10,2)) AS discount_amount,
  CAST(CAST(i.item ->> 'qty' AS DECIMAL(18,4)) AS BIGINT) AS sent_quantity,
  CAST(i.item ->> 'unit_price' AS DECIMAL(10,2)) AS sent_unit_price
FROM winners w, LATERAL (SELECT unnest(CAST(w.items AS JSON[])) AS item,
    unnest(range(1, CAST(json_array_length(w.items) AS BIGINT) + 1)) AS ordinal) i
WHERE json_type(w.items) = 'ARRAY';

CREATE TABLE canonical AS
SELECT transaction_id, string_agg('{"qty": ' || coalesce(sent_quantity, 1)
    || CASE WHEN product_id IS NULL THEN '' ELSE ', "product_id": "' || upper(trim(product_id)) || '"' END
    || CASE WHEN sent_unit_price IS NULL THEN '' ELSE ', "unit_price": ' || sent_unit_price END || '}', ', '
    ORDER BY coalesce(upper(trim(product_id)), ''), coalesce(sent_quantity, 1), sent_unit_price) AS items
FROM expected.silver_line_items GROUP BY 1;

CREATE TABLE expected.silver_transactions AS
SELECT w.id AS transaction_id, w.store AS store_id, make_timestamp(sold) AS ts, day AS date_key,
  CASE WHEN hour >= 6 AND hour < 12 THEN 'morning' WHEN hour >= 12 AND hour < 18 THEN 'afternoon'
    WHEN hour >= 18 AND hour < 22 THEN 'evening' ELSE 'night' END AS time_of_day,
  customer AS customer_id, customer_type,
  CAST(coalesce(total, '0') AS DECIMAL(10,2)) AS total_amount,
  CAST(0 AS DECIMAL(10,2)) AS discount_amount, CAST(0 AS DECIMAL(10,2)) AS tax_amount,
  CAST(coalesce(net, total, '0') AS DECIMAL(10,2)) AS net_amount,
  coalesce(payment, 'unknown') AS payment_method,
  CAST(coalesce(json_array_length(w.items), 0) AS BIGINT) AS item_count,
  (SELECT count(DISTINCT product_id) FROM expected.silver_line_items l WHERE l.transaction_id = w.id) AS unique_products,
  (SELECT CAST(coalesce(sum(quantity), 0) AS BIGINT) FROM expected.silver_line_items l WHERE l.transaction_id = w.id) AS units_per_transaction,
  CAST(coalesce(json_array_length(w.items), 0) AS BIGINT) AS basket_size,
  CAST(coalesce(total, '0') AS DECIMAL(10,2)) AS peso_value,
  region, campaign AS campaign_id, campaign IS NOT NULL AS campaign_influenced,
  CASE WHEN device = '' THEN 'unknown' ELSE device END AS device_id,
  source_system, event_id AS source_event_id, make_timestamp(ingested) AS ingested_at,
  sha256('{"ts": "' || strftime(make_timestamp(sold), '%Y-%m-%dT%H:%M:%S')
    || CASE WHEN sold % 1000000 = 0 THEN '' ELSE '.' || rtrim(lpad(CAST(sold % 1000000 AS VARCHAR), 6, '0'), '0') END
    || '+00:00", "items": [' || coalesce(c.items, '') || '], "store_id": "' || upper(trim(w.store))
    || '", "source_id": "' || source_system || '", "transaction_id": "' || upper(trim(w.id)) || '"}') AS canonical_hash
FROM winners w LEFT JOIN canonical c ON c.transaction_id = w.id;
