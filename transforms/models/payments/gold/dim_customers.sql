SELECT id, id AS customer_id, created_ts, created_date, email, name
FROM customers
