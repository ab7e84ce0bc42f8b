"""No test depends on how busy the machine is."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("replay", deadline=None, database=None)
settings.load_profile("replay")
