-- percent_or_amount(text, base): what is taken off a base: of 10% a tenth of it, of 5,00 five, of '' and
-- null nothing. DECIMAL(18,6); what is below 0 takes nothing off. Null where the text is neither.
CREATE OR REPLACE MACRO percent_or_amount(text, base) AS CAST(
  CASE
    WHEN coalesce(trim(text), '') = '' THEN 0
    WHEN percent(text) IS NOT NULL
      THEN greatest(CAST(percent(text) * 0.01 AS DECIMAL(38,8)) * CAST(base AS DECIMAL(18,6)), 0)
    WHEN br_number(text) IS NOT NULL THEN greatest(br_number(text), 0)
  END AS DECIMAL(18,6))
