SELECT id, charge_amount, intent_amount
FROM fct_payments
WHERE charge_status = 'succeeded' AND charge_amount > intent_amount
