-- safe_ratio(part, whole): part / whole as DOUBLE; null where whole is 0 or either is null.
CREATE OR REPLACE MACRO safe_ratio(part, whole) AS
  CASE WHEN whole <> 0 THEN CAST(part AS DOUBLE) / CAST(whole AS DOUBLE) END
