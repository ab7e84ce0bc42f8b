SELECT * FROM quality_alerts WHERE alert = 'LINE_TOTAL_MISMATCH'
