-- Objects that hold gzip bytes stand apart, since read_text can't unpack them.
CREATE TABLE objects AS
SELECT filename AS file, substr(hex(content), 1, 4) = '1F8B' AS is_gzip
FROM read_blob(getvariable('bronze_files'))
WHERE size > 0;

SET VARIABLE plain_files = (SELECT list(file ORDER BY file) FROM objects WHERE NOT is_gzip);
SET VARIABLE gzip_files = (SELECT list(file ORDER BY file) FROM objects WHERE is_gzip);
