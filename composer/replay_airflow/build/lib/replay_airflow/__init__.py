"""Runs a medallion replay from Airflow, and tells what became of it.

The pure part (chunks, names, forms, requests, receipts, decisions) knows nothing of Airflow and
is tested without it. Operators and links are thin; what differs between Airflow 2 and 3 is in
``compat`` alone. Importing this package does nothing.
"""
