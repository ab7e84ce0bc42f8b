-- What each stall sold in a month. Decimals stay exact; DuckDB's sum of BIGINT is a HUGEINT.
SELECT
  stall,
  CAST(date_trunc('month', sold_on) AS DATE) AS month,
  count(DISTINCT receipt_no) AS receipts,
  CAST(sum(pieces) AS BIGINT) AS pieces,
  CAST(sum(pieces * price) AS DECIMAL(18, 2)) AS turnover
FROM receipt_lines
GROUP BY stall, date_trunc('month', sold_on)
