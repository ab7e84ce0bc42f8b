SELECT id, day, customer, _event FROM order_placed
