-- One record per delivery.
INSERT INTO deliveries
SELECT substr(filename, length(getvariable('root')) + 2), 0, content
FROM read_text(getvariable('payload_files'));
