-- mask_document(text): masked-document-<20 hex digits>, the same for all ways to write one document's letters
-- and digits: 123.456.789-09 and 12345678909. A mask stays as it is; null and a text without either are null.
CREATE OR REPLACE MACRO mask_document(text) AS
  CASE
    WHEN regexp_full_match(CAST(text AS VARCHAR), 'masked-document-[0-9a-f]{20}') THEN CAST(text AS VARCHAR)
    ELSE 'masked-document-'
      || mask_code('document', nullif(regexp_replace(lower(CAST(text AS VARCHAR)), '[^a-z0-9]', '', 'g'), ''))
  END
