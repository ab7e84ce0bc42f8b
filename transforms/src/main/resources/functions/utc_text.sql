-- utc_text(instant): an instant as ISO 8601 text in UTC, whatever the model's time zone:
-- 2026-02-03T10:15:00+00:00, with a fraction of a second only where there is one, and no zeros at its end.
CREATE OR REPLACE MACRO utc_text(instant) AS
  strftime(timezone('UTC', instant), '%Y-%m-%dT%H:%M:%S')
  || CASE WHEN epoch_us(instant) % 1000000 = 0 THEN ''
       ELSE '.' || rtrim(strftime(timezone('UTC', instant), '%f'), '0') END
  || '+00:00'
