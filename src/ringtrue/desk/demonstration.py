"""Whether the open store is a demonstration: then, and only then, people sign in with one click.

The mark is the first event of the audit chain. It can be set in an empty store alone, so nobody
can make a demonstration of a store with people in it, and none ever becomes anything else.
"""

from __future__ import annotations

from ringtrue.desk.models.event import EventRecord

TELLER = "demonstration"
BEGUN = "begin demonstration"


def is_demonstration() -> bool:
    """Whether this store was made by `ringtrue demo`."""
    return EventRecord.objects.filter(number=1, action=BEGUN, actor=TELLER).exists()
