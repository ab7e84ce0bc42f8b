SELECT * FROM quality_alerts WHERE alert = 'INVALID_LINE_ITEM'
