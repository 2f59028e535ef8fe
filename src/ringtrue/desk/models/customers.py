"""What the tables of customers and answers told when they were last read."""

from __future__ import annotations

from django.db import models


class CustomerRecord(models.Model):
    """The last reading, which pages count the cost of broken promises from; there is one at most.

    `content` is a `ringtrue.core.customers.CustomerReading` as JSON: counts and sums of groups,
    and no customer's name.
    """

    as_of = models.DateTimeField()
    made_at = models.DateTimeField()
    content = models.JSONField()

    def __str__(self) -> str:
        return f"customers {self.as_of:%Y-%m-%d}"
