"""Runs systems that make the same tables from the same events, and compares what they cost."""
