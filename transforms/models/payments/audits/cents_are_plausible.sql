-- No single charge of over 10 million in major units: more likely cents taken for another unit.
SELECT id, amount, currency
FROM charges
WHERE amount > 1000000000
