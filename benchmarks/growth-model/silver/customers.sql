SELECT id, day, name, _event FROM customer
