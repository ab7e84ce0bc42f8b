"""Makes the events: a month of charges with later versions and duplicates.

A pure function of seed and number: each business day draws from a generator of its own, so that
days are made at the same time and come out the same.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from random import Random

FIRST_DAY = date(2026, 3, 1)
DAYS = 31
LAST_DAY = FIRST_DAY + timedelta(days=DAYS - 1)
#: All versions have arrived by then.
AS_OF = "2026-05-01T00:00:00Z"

LATER_VERSIONS = 0.10
DUPLICATES = 0.02
#: How many days after its charge's day a later version or a duplicate arrives.
DELAYS = (0, 1, 5)
#: About 62 MB.
EVENTS_A_FILE = 140_000

STATUSES = ("succeeded", "succeeded", "succeeded", "succeeded", "pending", "failed", "succeeded")
LATER_STATUSES = ("succeeded", "refunded", "failed", "refunded")
CURRENCIES = ("eur", "eur", "usd", "usd", "gbp", "chf", "sek")
BRANDS = ("visa", "mastercard", "amex", "visa")
COUNTRIES = ("DE", "FR", "US", "GB", "CH", "SE", "NL", "ES")
CHANNELS = ("web", "app", "pos", "api")
CUSTOMERS = 200_003


@dataclass(frozen=True)
class Charge:
    """What all versions of a charge share; most of it is drawn from its bits."""

    number: int
    created: int
    bits: int


Delivery = tuple[int, str]
"""How many days late, and the event's line."""


def line(charge: Charge, updated_ms: int, status: str) -> str:
    """One version as a line of JSON."""
    bits = charge.bits
    amount = 100 + bits % 900_000
    fee = amount * 29 + 2_500
    order = (bits >> 20) % 1_000_000_000
    updated = datetime.fromtimestamp(updated_ms // 1000, timezone.utc)
    invoice = f'"in_{bits >> 40:024x}"' if bits & 3 else "null"
    return (
        f'{{"id":"ch_{charge.number:08d}{bits & 0xFFFFFFFFFFFF:012x}","object":"charge",'
        f'"created":{charge.created},'
        f'"updated":"{updated:%Y-%m-%dT%H:%M:%S}.{updated_ms % 1000:03d}Z","status":"{status}",'
        f'"amount":{amount},"fee":{fee // 10_000}.{fee % 10_000:04d},'
        f'"currency":"{CURRENCIES[bits % 7]}",'
        f'"captured":{"true" if status == "succeeded" else "false"},'
        f'"customer":"cus_{(bits >> 12) % CUSTOMERS:014d}","invoice":{invoice},'
        f'"card":{{"brand":"{BRANDS[bits >> 5 & 3]}","last4":"{bits % 10_000:04d}",'
        f'"country":"{COUNTRIES[bits >> 8 & 7]}","exp_month":{bits % 12 + 1},"exp_year":2029}},'
        f'"metadata":{{"order_id":"ord_{order:010d}","channel":"{CHANNELS[bits >> 30 & 3]}"}},'
        f'"description":"Order ord_{order:010d}"}}\n'
    )


def deliveries(seed: int, day: int, events: int) -> Iterator[Delivery]:
    """The events of the charges of one business day, in the order in which they arrive."""
    random = Random(f"{seed}/{day}")
    later = int(events * LATER_VERSIONS)
    duplicates = int(events * DUPLICATES)
    count = events - later - duplicates
    midnight = int(
        datetime.combine(
            FIRST_DAY + timedelta(days=day), datetime.min.time(), timezone.utc
        ).timestamp()
    )
    charges = [
        Charge(day * 10_000_000 + i, midnight + i * 86_400 // count, random.getrandbits(128))
        for i in range(count)
    ]
    for charge in charges:
        yield 0, first_version(charge)
    for i in range(later):
        charge = charges[random.randrange(count)]
        delay = random.choice(DELAYS)
        # The milliseconds tell versions of a charge apart that came on the same day.
        updated = (charge.created + delay * 86_400 + 3_600) * 1000 + i
        yield delay, line(charge, updated, random.choice(LATER_STATUSES))
    for _ in range(duplicates):
        yield random.choice(DELAYS), first_version(charges[random.randrange(count)])


def first_version(charge: Charge) -> str:
    """The version that a charge begins with."""
    return line(charge, charge.created * 1000 + 137, STATUSES[(charge.bits >> 3) % 7])


def arrival(day: int, delay: int) -> str:
    """The arrival date of what is so many days late."""
    return (FIRST_DAY + timedelta(days=day + delay)).isoformat()


def write_files(root: Path, day: int, lines: Iterable[Delivery]) -> None:
    """Lays a day's events down as files of lines, one folder an arrival date."""
    by_delay: dict[int, list[str]] = {delay: [] for delay in DELAYS}
    for delay, text in lines:
        by_delay[delay].append(text)
    for delay, texts in by_delay.items():
        folder = root / "charges" / f"dt={arrival(day, delay)}"
        folder.mkdir(parents=True, exist_ok=True)
        for part, start in enumerate(range(0, len(texts), EVENTS_A_FILE)):
            file = folder / f"part-{day:02d}{delay}{part:02d}.jsonl"
            file.write_text("".join(texts[start : start + EVENTS_A_FILE]), encoding="ascii")


def write_objects(root: Path, day: int, lines: Iterable[Delivery]) -> None:
    """Lays a day's events down as a webhook bucket does: a folder and an object an event."""
    for number, (delay, text) in enumerate(lines):
        folder = (
            root / "webhooks" / f"dt={arrival(day, delay)}" / f"event_id=evt_{day:02d}_{number:07d}"
        )
        folder.mkdir(parents=True)
        (folder / "payload.json").write_text(text, encoding="ascii")


Writer = Callable[[Path, int, Iterable[Delivery]], None]


def _write_day(root: Path, seed: int, writer: Writer, day_events: tuple[int, int]) -> None:
    day, events = day_events
    writer(root, day, deliveries(seed, day, events))


def make(work: Path, seed: int, events: int, writer: Writer) -> Path:
    """The folder of these events; made if it is not there whole, by this version of this file."""
    root = work / f"{writer.__name__.removeprefix('write_')}-seed{seed}-{events}"
    complete = root / "complete"
    version = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
    if complete.exists() and complete.read_text(encoding="ascii") == version:
        return root
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    shares = [(day, events * (day + 1) // DAYS - events * day // DAYS) for day in range(DAYS)]
    with multiprocessing.Pool() as pool:
        pool.map(partial(_write_day, root, seed, writer), shares, chunksize=1)
    complete.write_text(version, encoding="ascii")
    return root


def input_bytes(root: Path) -> int:
    """How many bytes the events hold."""
    return sum(file.stat().st_size for file in root.rglob("*.json*"))
