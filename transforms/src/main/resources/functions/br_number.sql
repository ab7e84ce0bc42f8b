-- br_number(text): a number as it is written in Brazil, as DECIMAL(18,6): 1.234,56 and 18,00, and 50.00
-- with a point. What is no such number is null: '', 10%, 1,2,3. 1.234 has a point, and is below 2.
CREATE OR REPLACE MACRO br_number(text) AS TRY_CAST(
  CASE
    WHEN regexp_full_match(trim(text), '[+-]?\d+(\.\d+)?') THEN trim(text)
    WHEN regexp_full_match(trim(text), '[+-]?(\d{1,3}(\.\d{3})+|\d+),\d+')
      OR regexp_full_match(trim(text), '[+-]?\d{1,3}(\.\d{3}){2,}')
      THEN replace(replace(trim(text), '.', ''), ',', '.')
  END AS DECIMAL(18,6))
