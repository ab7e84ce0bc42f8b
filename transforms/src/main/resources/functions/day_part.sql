-- day_part(instant): morning from 6 o'clock, afternoon from 12, evening from 18, night from 22, of the
-- model's time zone.
CREATE OR REPLACE MACRO day_part(instant) AS
  CASE
    WHEN hour(instant) BETWEEN 6 AND 11 THEN 'morning'
    WHEN hour(instant) BETWEEN 12 AND 17 THEN 'afternoon'
    WHEN hour(instant) BETWEEN 18 AND 21 THEN 'evening'
    WHEN instant IS NOT NULL THEN 'night'
  END
