SELECT day, shop, total
FROM by_day
WHERE total > 1000000
