-- mask_name(text): masked-name-<20 hex digits>, the same for one name whatever its case, accents and spaces. A
-- mask stays as it is; null and a blank text are null.
CREATE OR REPLACE MACRO mask_name(text) AS
  CASE
    WHEN regexp_full_match(CAST(text AS VARCHAR), 'masked-name-[0-9a-f]{20}') THEN CAST(text AS VARCHAR)
    ELSE 'masked-name-' || mask_code(
      'name',
      nullif(trim(regexp_replace(lower(strip_accents(CAST(text AS VARCHAR))), '\s+', ' ', 'g')), ''))
  END
