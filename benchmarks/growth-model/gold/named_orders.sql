SELECT o.id, o.day, c.name FROM orders o LEFT JOIN customers c ON c.id = o.customer
