SELECT * FROM silver_transactions WHERE item_count = 0
