-- event_hash(values): hex SHA-256 of a list of texts, which tells any two lists apart: null is not '', and
-- no text runs into the next. It depends on no setting. Turn times into texts with utc_text.
CREATE OR REPLACE MACRO event_hash(texts) AS
  sha256(CAST(to_json(CAST(texts AS VARCHAR[])) AS VARCHAR))
