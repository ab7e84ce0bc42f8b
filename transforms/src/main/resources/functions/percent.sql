-- percent(text): of 10% or 7,5 % the number before the sign, as DECIMAL(18,6); null without the sign.
CREATE OR REPLACE MACRO percent(text) AS
  CASE WHEN trim(text) LIKE '%\%' ESCAPE '\' THEN br_number(rtrim(trim(text), '%')) END
