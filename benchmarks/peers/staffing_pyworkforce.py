"""Agents for intervals by pyworkforce's Erlang C, one call after the other, as its users do.

    python staffing_pyworkforce.py < JSON

JSON: `calls` per interval, `seconds` of an interval, `handle` and `promised` in seconds, `share`.
Prints JSON: processor seconds, and the positions.
"""

from __future__ import annotations

import json
import sys
from time import process_time

from pyworkforce.queuing import ErlangC


def main() -> None:
    """Ask for every interval."""
    given = json.load(sys.stdin)
    minute = 60.0
    begun, agents = process_time(), []
    for calls in given["calls"]:
        asked = ErlangC(
            transactions=calls,
            aht=given["handle"] / minute,
            asa=given["promised"] / minute,
            interval=given["seconds"] / minute,
            shrinkage=0.0,
        )
        told = asked.required_positions(service_level=given["share"], max_occupancy=1.0)
        agents.append(told["raw_positions"])
    print(json.dumps({"seconds": process_time() - begun, "agents": agents}))


if __name__ == "__main__":
    main()
