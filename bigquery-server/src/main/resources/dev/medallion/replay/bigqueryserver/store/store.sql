SET TimeZone = 'UTC';
SET default_null_order = 'nulls_first_on_asc_last_on_desc';
SET preserve_insertion_order = true;
CREATE SCHEMA IF NOT EXISTS catalog;
-- Rows of tables, and rows that were streamed and are not yet in a partition.
CREATE SCHEMA IF NOT EXISTS rows;
CREATE SCHEMA IF NOT EXISTS streamed;
CREATE TABLE IF NOT EXISTS catalog.datasets (
  project VARCHAR, dataset VARCHAR, resource VARCHAR, created BIGINT, modified BIGINT);
CREATE TABLE IF NOT EXISTS catalog.tables (
  project VARCHAR, dataset VARCHAR, name VARCHAR, resource VARCHAR, created BIGINT, modified BIGINT);
CREATE TABLE IF NOT EXISTS catalog.partitions (
  project VARCHAR, dataset VARCHAR, name VARCHAR, partition VARCHAR, modified BIGINT);
CREATE TABLE IF NOT EXISTS catalog.jobs (
  project VARCHAR, id VARCHAR, location VARCHAR, created BIGINT, resource VARCHAR);
-- What GoogleSQL does otherwise than DuckDB: division by zero is an error, and text of a value has a
-- form of its own. A type that has no rule here is an error, too.
CREATE OR REPLACE MACRO bq_div(a, b) AS CASE WHEN b = 0 THEN error('division by zero') ELSE a // b END;
CREATE OR REPLACE MACRO bq_mod(a, b) AS CASE WHEN b = 0 THEN error('division by zero') ELSE a % b END;
CREATE OR REPLACE MACRO bq_string(v) AS CASE
  WHEN typeof(v) IN ('VARCHAR', 'TINYINT', 'INTEGER', 'BIGINT', 'HUGEINT', 'BOOLEAN', 'DATE', '"NULL"')
  THEN CAST(v AS VARCHAR)
  WHEN starts_with(typeof(v), 'DECIMAL')
  THEN regexp_replace(regexp_replace(CAST(v AS VARCHAR), '(\.\d*?)0+$', '\1'), '\.$', '')
  ELSE error('Cannot translate CAST to STRING of ' || typeof(v)) END;
CREATE OR REPLACE MACRO bq_bytes(v) AS CASE
  WHEN typeof(v) IN ('VARCHAR', '"NULL"') THEN encode(CAST(v AS VARCHAR))
  WHEN typeof(v) = 'BLOB' THEN CAST(v AS VARCHAR)::BLOB
  ELSE error('Cannot translate CAST to BYTES of ' || typeof(v)) END;
-- INFORMATION_SCHEMA.JOBS.
CREATE OR REPLACE VIEW catalog.jobs_view AS
WITH parts AS (
  SELECT *, resource -> '$.configuration' AS c, resource -> '$.statistics' AS s,
    resource -> '$.status.errorResult' AS e
  FROM (SELECT project, id, location, created, CAST(resource AS JSON) AS resource FROM catalog.jobs)),
targets AS (
  SELECT *, coalesce(c -> '$.load.destinationTable', c -> '$.copy.destinationTable',
    c -> '$.query.destinationTable') AS t
  FROM parts)
SELECT make_timestamptz(created * 1000) AS creation_time, project AS project_id, location,
  resource ->> '$.user_email' AS user_email, id AS job_id,
  CASE WHEN json_exists(c, '$.load') THEN 'LOAD' WHEN json_exists(c, '$.copy') THEN 'COPY'
    WHEN json_exists(c, '$.extract') THEN 'EXTRACT' ELSE 'QUERY' END AS job_type,
  s ->> '$.query.statementType' AS statement_type,
  make_timestamptz(CAST(s ->> '$.startTime' AS BIGINT) * 1000) AS start_time,
  make_timestamptz(CAST(s ->> '$.endTime' AS BIGINT) * 1000) AS end_time,
  c ->> '$.query.query' AS query, resource ->> '$.status.state' AS state,
  CAST(s ->> '$.totalBytesProcessed' AS BIGINT) AS total_bytes_processed,
  CAST(s ->> '$.query.totalSlotMs' AS BIGINT) AS total_slot_ms,
  CASE WHEN e IS NULL THEN NULL
    ELSE struct_pack(reason := e ->> '$.reason', message := e ->> '$.message') END AS error_result,
  CASE WHEN t IS NULL THEN NULL ELSE struct_pack(project_id := t ->> '$.projectId',
    dataset_id := t ->> '$.datasetId', table_id := t ->> '$.tableId') END AS destination_table,
  list_transform(json_keys(coalesce(c -> '$.labels', '{}')),
    lambda k: struct_pack("key" := k, "value" := c -> '$.labels' ->> k)) AS labels
FROM targets;
