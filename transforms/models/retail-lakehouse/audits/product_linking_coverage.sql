SELECT * FROM product_linking WHERE coverage_percent < 95
