-- Every object by its path below the root, without leftovers of other tools. Which are gzipped shows
-- in their first bytes; the variable is null where none is.
CREATE TABLE blobs AS
SELECT substr(filename, length(getvariable('root')) + 2) AS path, filename, content
FROM read_blob(getvariable('root') || '/**/*.json')
WHERE NOT regexp_matches(substr(filename, length(getvariable('root')) + 1), '/[._]');

SET VARIABLE gzip_files = (
  SELECT list(filename ORDER BY filename) FROM blobs WHERE starts_with(hex(content), '1F8B'));

CREATE TABLE objects AS
SELECT path, decode(content) AS content FROM blobs WHERE NOT starts_with(hex(content), '1F8B');
