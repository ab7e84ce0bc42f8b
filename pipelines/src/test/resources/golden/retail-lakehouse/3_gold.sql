-- B.4 of the system's document.
CREATE VIEW days AS SELECT CAST(unnest(generate_series(CAST(getvariable('from_day') AS TIMESTAMP),
  CAST(getvariable('to_day') AS TIMESTAMP), INTERVAL 1 DAY)) AS DATE) AS d;
CREATE VIEW t AS FROM expected.silver_transactions;
CREATE VIEW l AS FROM expected.silver_line_items;

CREATE TABLE expected.gold_daily_metrics AS
SELECT date_key, store_id, count(*) AS transaction_count,
  CAST(sum(total_amount) AS DECIMAL(18,2)) AS total_sales,
  CAST(sum(discount_amount) AS DECIMAL(18,2)) AS total_discount,
  CAST(sum(tax_amount) AS DECIMAL(18,2)) AS total_tax,
  CAST(sum(net_amount) AS DECIMAL(18,2)) AS net_sales,
  count(DISTINCT customer_id) AS unique_customers,
  count(DISTINCT CASE customer_type WHEN 'new' THEN customer_id END) AS new_customers,
  count(DISTINCT CASE customer_type WHEN 'returning' THEN customer_id END) AS returning_customers,
  count(DISTINCT CASE customer_type WHEN 'vip' THEN customer_id END) AS vip_customers,
  CAST((SELECT coalesce(sum(quantity), 0) FROM l WHERE l.date_key = t.date_key AND l.store_id = t.store_id) AS BIGINT) AS units_sold,
  (SELECT count(DISTINCT product_id) FROM l WHERE l.date_key = t.date_key AND l.store_id = t.store_id) AS unique_products_sold,
  CAST(round(sum(item_count) / count(*), 2) AS DECIMAL(18,2)) AS avg_basket_size,
  CAST(round(CAST(sum(total_amount) AS DECIMAL(18,2)) / count(*), 2) AS DECIMAL(18,2)) AS avg_transaction_value,
  CAST(sum(CASE time_of_day WHEN 'morning' THEN total_amount ELSE 0 END) AS DECIMAL(18,2)) AS morning_sales,
  CAST(sum(CASE time_of_day WHEN 'afternoon' THEN total_amount ELSE 0 END) AS DECIMAL(18,2)) AS afternoon_sales,
  CAST(sum(CASE time_of_day WHEN 'evening' THEN total_amount ELSE 0 END) AS DECIMAL(18,2)) AS evening_sales,
  CAST(sum(CASE time_of_day WHEN 'night' THEN total_amount ELSE 0 END) AS DECIMAL(18,2)) AS night_sales,
  count(campaign_id) AS campaign_transactions,
  CAST(sum(CASE WHEN campaign_id IS NULL THEN 0 ELSE total_amount END) AS DECIMAL(18,2)) AS campaign_sales
FROM t GROUP BY date_key, store_id;

CREATE TABLE expected.gold_region_choropleth AS
WITH regions AS (FROM (VALUES ('NCR', 13484462), ('Region I', 5301139), ('Region II', 3685744),
    ('Region III', 12422172), ('Region IV-A', 16195042), ('MIMAROPA', 3228558), ('Region V', 6082165),
    ('Region VI', 7954723), ('Region VII', 8081988), ('Region VIII', 4547150), ('Region IX', 3875576),
    ('Region X', 5022768), ('Region XI', 5243536), ('Region XII', 4901486), ('Region XIII', 2804788),
    ('CAR', 1797660), ('BARMM', 4404288)) v(region_key, population)),
keyed AS (SELECT *, CASE
    WHEN upper(region) LIKE '%METRO%MANILA%' THEN 'NCR' WHEN upper(region) LIKE '%CALABARZON%' THEN 'Region IV-A'
    WHEN upper(region) LIKE '%CENTRAL LUZON%' THEN 'Region III' ELSE region END AS key FROM t),
cells AS (
  SELECT region_key, day, population,
    count(id) AS txn_count, count(DISTINCT store_id) AS active_stores,
    count(DISTINCT CASE customer_type WHEN 'new' THEN customer_id END) AS new_customers,
    CAST(coalesce(sum(peso_value), 0) AS DECIMAL(18,2)) AS peso_total,
    CAST(coalesce(sum(units_per_transaction), 0) AS BIGINT) AS units,
    CAST(coalesce(sum(CASE time_of_day WHEN 'morning' THEN peso_value END), 0) AS DECIMAL(18,2)) AS morning_sales,
    CAST(coalesce(sum(CASE time_of_day WHEN 'afternoon' THEN peso_value END), 0) AS DECIMAL(18,2)) AS afternoon_sales,
    CAST(coalesce(sum(CASE time_of_day WHEN 'evening' THEN peso_value END), 0) AS DECIMAL(18,2)) AS evening_sales,
    CAST(coalesce(sum(CASE time_of_day WHEN 'night' THEN peso_value END), 0) AS DECIMAL(18,2)) AS night_sales
  FROM (SELECT r.*, d AS day, k.transaction_id AS id, k.* FROM regions r CROSS JOIN days
    LEFT JOIN keyed k ON k.date_key = d AND k.key = r.region_key) GROUP BY ALL)
SELECT * EXCLUDE (population),
  CASE WHEN txn_count = 0 THEN CAST(0 AS DECIMAL(18,2)) ELSE CAST(round(peso_total / txn_count, 2) AS DECIMAL(18,2)) END AS revenue_per_transaction,
  CAST(round(peso_total / population, 6) AS DECIMAL(18,6)) AS revenue_per_capita
FROM cells;

CREATE TABLE expected.gold_txn_daily AS
SELECT date_key AS day, count(*) AS transactions, count(DISTINCT store_id) AS stores,
  CAST(sum(total_amount) AS DECIMAL(18,2)) AS total_sales, CAST(sum(units_per_transaction) AS BIGINT) AS units
FROM t GROUP BY 1;

CREATE TABLE expected.gold_store_performance AS
SELECT d AS day, store_id, count(*) AS transactions, count(DISTINCT date_key) AS active_days,
  CAST(sum(total_amount) AS DECIMAL(18,2)) AS total_sales,
  CAST(round(CAST(sum(total_amount) AS DECIMAL(18,2)) / count(*), 2) AS DECIMAL(18,2)) AS avg_transaction_value,
  count(DISTINCT customer_id) AS unique_customers
FROM days JOIN t ON date_key > d - 30 AND date_key <= d GROUP BY ALL;

CREATE TABLE expected.gold_product_performance AS
SELECT d AS day, coalesce(product_id, 'unknown') AS product_id, CAST(sum(quantity) AS BIGINT) AS units_sold,
  CAST(sum(line_amount) AS DECIMAL(18,2)) AS revenue,
  -- A quarter, in cents and rounded half up: no amount is negative.
  CAST((CAST(sum(line_amount * 100) AS BIGINT) * 25 + 50) // 100 * 0.01 AS DECIMAL(18,2)) AS margin,
  count(DISTINCT transaction_id) AS transactions
FROM days JOIN l ON date_key > d - 30 AND date_key <= d GROUP BY ALL;

CREATE TABLE expected.gold_customer_segments AS
SELECT d AS day, coalesce(customer_type, 'unknown') AS customer_type,
  count(DISTINCT customer_id) AS customers, count(*) AS transactions,
  CAST(sum(total_amount) AS DECIMAL(18,2)) AS total_sales
FROM days JOIN t ON date_key > d - 30 AND date_key <= d GROUP BY ALL;

CREATE TABLE expected.quality_alerts AS
WITH sums AS (SELECT t.*, total_amount - coalesce(
    (SELECT sum(quantity * unit_price) FROM l WHERE l.transaction_id = t.transaction_id), 0) AS variance FROM t)
SELECT date_key, transaction_id, 0::BIGINT AS line_sequence, store_id, 'NEGATIVE_TOTAL' AS alert, 'critical' AS severity,
  CAST(total_amount AS DECIMAL(18,2)) AS amount, CAST(NULL AS DECIMAL(18,2)) AS variance_percent
FROM t WHERE total_amount < 0
UNION ALL SELECT date_key, transaction_id, 0, store_id, 'LINE_TOTAL_MISMATCH', 'critical', variance,
  CASE WHEN total_amount <> 0 THEN CAST(round(abs(CAST(variance AS DECIMAL(18,2))) * 100 / abs(total_amount), 2) AS DECIMAL(18,2)) END
FROM sums WHERE abs(variance) > greatest(total_amount * 0.01, 0.50)
UNION ALL SELECT date_key, transaction_id, 0, store_id, 'SUSPICIOUS_HIGH_AMOUNT', 'warning', total_amount, NULL
FROM t WHERE total_amount > 10000
UNION ALL SELECT date_key, transaction_id, line_sequence, store_id, 'INVALID_LINE_ITEM', 'critical', sent_unit_price, NULL
FROM l WHERE sent_quantity <= 0 OR sent_unit_price < 0;

CREATE TABLE expected.product_linking AS
SELECT date_key AS day, count(*) AS total_line_items, count(*) FILTER (WHERE known) AS linked_items,
  CAST(round(CAST(count(*) FILTER (WHERE known) * 100 AS DECIMAL(18,2)) / count(*), 2) AS DECIMAL(18,2)) AS coverage_percent
FROM (SELECT *, coalesce(regexp_full_match(product_id, 'P([1-9]|[1-3][0-9]|40)'), false) AS known FROM l) GROUP BY 1;

CREATE TABLE expected.store_lateness AS
WITH before AS (
  SELECT t.*, (SELECT max(e.ts) FROM t e WHERE e.store_id = t.store_id AND e.date_key = t.date_key
    AND (e.ingested_at, e.transaction_id) < (t.ingested_at, t.transaction_id)) AS high_water FROM t)
SELECT date_key AS day, store_id, count(*) AS transactions,
  count(*) FILTER (WHERE epoch_us(high_water) - epoch_us(ts) > 1800000000) AS late_transactions,
  CAST(coalesce(max(epoch_us(high_water) - epoch_us(ts))
    FILTER (WHERE epoch_us(high_water) - epoch_us(ts) > 1800000000) // 60000000, 0) AS BIGINT) AS most_minutes_late
FROM before GROUP BY ALL;
