SELECT d.shop, partition_day() AS month, sum(d.total * r.rate) AS total, as_of() AS computed_at
FROM by_day d
CROSS JOIN rates r
GROUP BY d.shop
