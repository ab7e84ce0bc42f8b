WITH lines AS (
  SELECT store_id, CAST(sum(quantity) AS BIGINT) AS units_sold,
    count(DISTINCT product_id) AS unique_products_sold
  FROM silver_line_items WHERE date_key = partition_day() GROUP BY store_id),
sales AS (
  SELECT store_id,
    count(*) AS transaction_count,
    CAST(sum(total_amount) AS DECIMAL(18,2)) AS total_sales,
    CAST(sum(discount_amount) AS DECIMAL(18,2)) AS total_discount,
    CAST(sum(tax_amount) AS DECIMAL(18,2)) AS total_tax,
    CAST(sum(net_amount) AS DECIMAL(18,2)) AS net_sales,
    count(DISTINCT customer_id) AS unique_customers,
    count(DISTINCT customer_id) FILTER (WHERE customer_type = 'new') AS new_customers,
    count(DISTINCT customer_id) FILTER (WHERE customer_type = 'returning') AS returning_customers,
    count(DISTINCT customer_id) FILTER (WHERE customer_type = 'vip') AS vip_customers,
    CAST(sum(basket_size) AS BIGINT) AS items,
    CAST(coalesce(sum(total_amount) FILTER (WHERE time_of_day = 'morning'), 0) AS DECIMAL(18,2)) AS morning_sales,
    CAST(coalesce(sum(total_amount) FILTER (WHERE time_of_day = 'afternoon'), 0) AS DECIMAL(18,2)) AS afternoon_sales,
    CAST(coalesce(sum(total_amount) FILTER (WHERE time_of_day = 'evening'), 0) AS DECIMAL(18,2)) AS evening_sales,
    CAST(coalesce(sum(total_amount) FILTER (WHERE time_of_day = 'night'), 0) AS DECIMAL(18,2)) AS night_sales,
    count(*) FILTER (WHERE campaign_influenced) AS campaign_transactions,
    CAST(coalesce(sum(total_amount) FILTER (WHERE campaign_influenced), 0) AS DECIMAL(18,2)) AS campaign_sales
  FROM silver_transactions WHERE date_key = partition_day() GROUP BY store_id)
SELECT
  partition_day() AS date_key,
  store_id,
  transaction_count, total_sales, total_discount, total_tax, net_sales,
  unique_customers, new_customers, returning_customers, vip_customers,
  coalesce(units_sold, 0) AS units_sold,
  coalesce(unique_products_sold, 0) AS unique_products_sold,
  CAST(round(items / transaction_count, 2) AS DECIMAL(18,2)) AS avg_basket_size,
  CAST(round(total_sales / transaction_count, 2) AS DECIMAL(18,2)) AS avg_transaction_value,
  morning_sales, afternoon_sales, evening_sales, night_sales,
  campaign_transactions, campaign_sales
FROM sales LEFT JOIN lines USING (store_id)
