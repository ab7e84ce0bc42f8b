-- whole_hours(since, until): the full hours from one time to the other, as BIGINT: 119 minutes are 1,
-- and -119 are -1.
CREATE OR REPLACE MACRO whole_hours(since, until) AS
  (epoch_us(until) - epoch_us(since)) // 3600000000
