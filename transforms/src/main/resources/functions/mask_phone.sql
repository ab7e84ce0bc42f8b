-- mask_phone(text): masked-phone-<20 hex digits>, the same for all ways to write one number's digits. A mask
-- stays as it is; null and a text without a digit are null.
CREATE OR REPLACE MACRO mask_phone(text) AS
  CASE
    WHEN regexp_full_match(CAST(text AS VARCHAR), 'masked-phone-[0-9a-f]{20}') THEN CAST(text AS VARCHAR)
    ELSE 'masked-phone-' || mask_code('phone', nullif(regexp_replace(CAST(text AS VARCHAR), '[^0-9]', '', 'g'), ''))
  END
