-- Which objects there are. A variable is null where there are none of its kind: its step is skipped.
SET VARIABLE root = (SELECT root FROM parameters);
SET VARIABLE bronze_files = (
  SELECT list(file ORDER BY file)
  FROM glob(getvariable('root') || '/bronze/source=stripe/entity=*/dt=*/run_id=*/part-*.jsonl'));
SET VARIABLE payload_files = (
  SELECT list(file ORDER BY file)
  FROM glob(
    getvariable('root')
      || '/bronze/source=stripe/entity=webhook_events/dt=*/event_id=*/payload.json'));

CREATE TABLE lines (path VARCHAR, position BIGINT, line VARCHAR);
CREATE TABLE deliveries (path VARCHAR, position BIGINT, line VARCHAR);
