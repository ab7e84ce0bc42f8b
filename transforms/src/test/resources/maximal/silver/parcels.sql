SELECT p.parcel_id, p.sent, CAST(sum(l.lines) AS BIGINT) AS line_count, p._event
FROM parcel p JOIN label l USING (_event)
GROUP BY p.parcel_id, p.sent, p._event
