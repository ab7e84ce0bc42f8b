-- One row per line of a receipt, from the receipt's latest version.
SELECT
  r.receipt_no,
  CAST(n.line_no AS BIGINT) AS line_no,
  r.sold_on,
  r.stall,
  r.lines[n.line_no].sku AS sku,
  r.lines[n.line_no].pieces AS pieces,
  r.lines[n.line_no].price AS price,
  r._event
FROM receipt r, unnest(range(1, len(r.lines) + 1)) AS n(line_no)
