-- digits_only(text): its digits 0 to 9 and nothing else; null where it has none.
CREATE OR REPLACE MACRO digits_only(text) AS nullif(regexp_replace(text, '[^0-9]', '', 'g'), '')
