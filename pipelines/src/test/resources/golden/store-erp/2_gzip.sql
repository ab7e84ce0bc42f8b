INSERT INTO objects
SELECT substr(filename, length(getvariable('root')) + 2), string_agg(line, chr(10))
FROM read_csv(
  getvariable('gzip_files'),
  compression = 'gzip', filename = true, header = false, auto_detect = false,
  delim = chr(1), quote = '', escape = '', columns = {'line': 'VARCHAR'})
GROUP BY filename;
