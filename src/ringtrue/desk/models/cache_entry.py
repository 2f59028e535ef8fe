"""What all processes of a desk must count together: attempts to sign in, codes used already.

Django's database cache keeps it; the table is ours, so that it comes with the other tables.
"""

from __future__ import annotations

from django.db import models

TABLE = "desk_cache"


class CacheEntry(models.Model):
    """One value, in the columns that Django's database cache wants."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        """The table by the name that the settings give it."""

        db_table = TABLE

    def __str__(self) -> str:
        return self.cache_key
