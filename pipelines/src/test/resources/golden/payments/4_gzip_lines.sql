INSERT INTO lines
SELECT
  substr(filename, length(getvariable('root')) + 2),
  row_number() OVER (PARTITION BY filename ORDER BY number) - 1,
  line
FROM (
  SELECT filename, line, row_number() OVER () AS number
  FROM read_csv(
    getvariable('gzip_files'),
    compression = 'gzip', filename = true, header = false, auto_detect = false,
    delim = chr(1), quote = '', escape = '', columns = {'line': 'VARCHAR'}));
