SELECT * FROM quality_alerts WHERE alert = 'NEGATIVE_TOTAL'
