-- Every record of every plain object: (path below the root, position, text).
INSERT INTO lines
WITH texts AS (
  SELECT
    substr(filename, length(getvariable('root')) + 2) AS path,
    string_split(
      CASE WHEN content LIKE '%' || chr(10) THEN left(content, length(content) - 1) ELSE content END,
      chr(10)) AS pieces
  FROM read_text(getvariable('plain_files'))
)
SELECT path, unnest(generate_series(0, len(pieces) - 1)) AS position, unnest(pieces) AS line
FROM texts;
