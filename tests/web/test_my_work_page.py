"""My work leads to where each thing is done."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ringtrue.desk.work_tasks import Sort, Task
from ringtrue.web.views.work import Item, item_of

NOW = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("sort", "address"),
    [
        (Sort.SIGN, "/campaigns/spring/sign-offs/"),
        (Sort.RENEW, "/campaigns/spring/sign-offs/"),
        (Sort.DO, "/campaigns/spring/checklist/#item-7"),
        (Sort.PAGE, "/campaigns/spring/live/"),
        (Sort.CONFIRM, "/campaigns/spring/"),
        (Sort.REPLY, "/campaigns/spring/"),
        (Sort.ANSWER, "/objections/#objection-7"),
        (Sort.ALERT, "/alerts/#alert-7"),
    ],
)
def test_each_sort_of_task_leads_to_the_part_where_it_is_done(sort: Sort, address: str) -> None:
    item = item_of(Task(sort, "Do it", "spring", "Spring", NOW, late=False, number=7))
    assert isinstance(item, Item)
    assert item.address == address
