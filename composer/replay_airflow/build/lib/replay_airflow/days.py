"""Which business days a scheduled run replays."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from replay_airflow.chunks import Chunk


def yesterday_and_late(moment: datetime, zone: str, late_days: int) -> Chunk:
    """Yesterday, and the days before it whose objects may have arrived yesterday.

    :param moment: when the run is due, with a zone; never the clock, so that a retry after
        midnight replays the same days
    :param zone: the model's time zone: yesterday is a day of its calendar
    :param late_days: how many days after its business day an object may arrive, as the model's
        ``arrives: after`` says
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    if late_days < 0:
        raise ValueError(f"late_days must not be negative: {late_days}")
    yesterday = moment.astimezone(ZoneInfo(zone)).date() - timedelta(days=1)
    return Chunk(yesterday - timedelta(days=late_days), yesterday)
