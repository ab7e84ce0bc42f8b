SELECT shop_id, opened, _event
FROM shop_event
