-- mask_email(text): m-<20 hex digits>@masked.invalid, the same for all spellings of one address in upper and
-- lower case. A mask stays as it is; null and a blank text are null.
CREATE OR REPLACE MACRO mask_email(text) AS
  CASE
    WHEN regexp_full_match(CAST(text AS VARCHAR), 'm-[0-9a-f]{20}@masked\.invalid') THEN CAST(text AS VARCHAR)
    ELSE 'm-' || mask_code('email', nullif(regexp_replace(lower(CAST(text AS VARCHAR)), '\s', '', 'g'), ''))
      || '@masked.invalid'
  END
