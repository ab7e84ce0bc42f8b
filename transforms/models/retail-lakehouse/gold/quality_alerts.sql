WITH lines AS (
  SELECT transaction_id, CAST(sum(quantity * unit_price) AS DECIMAL(18,2)) AS line_items_sum
  FROM silver_line_items WHERE date_key = partition_day() GROUP BY transaction_id),
sales AS (
  SELECT s.*, coalesce(l.line_items_sum, 0) AS line_items_sum,
    s.total_amount - coalesce(l.line_items_sum, 0) AS variance
  FROM silver_transactions s LEFT JOIN lines l USING (transaction_id)
  WHERE s.date_key = partition_day())
SELECT date_key, transaction_id, 0 AS line_sequence, store_id, 'NEGATIVE_TOTAL' AS alert,
  'critical' AS severity, total_amount AS amount, CAST(NULL AS DECIMAL(18,2)) AS variance_percent
FROM sales WHERE total_amount < 0
UNION ALL
SELECT date_key, transaction_id, 0, store_id, 'LINE_TOTAL_MISMATCH', 'critical',
  CAST(variance AS DECIMAL(18,2)),
  CAST(round(abs(variance) * 100 / nullif(abs(total_amount), 0), 2) AS DECIMAL(18,2))
FROM sales WHERE abs(variance) > greatest(total_amount * 0.01, 0.50)
UNION ALL
SELECT date_key, transaction_id, 0, store_id, 'SUSPICIOUS_HIGH_AMOUNT', 'warning', total_amount, NULL
FROM sales WHERE total_amount > 10000
UNION ALL
SELECT date_key, transaction_id, line_sequence, store_id, 'INVALID_LINE_ITEM', 'critical', sent_unit_price, NULL
FROM silver_line_items
WHERE date_key = partition_day() AND (sent_quantity <= 0 OR sent_unit_price < 0)
