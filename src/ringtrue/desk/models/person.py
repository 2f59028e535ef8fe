"""People who sign in, and the roles they have."""

from __future__ import annotations

from functools import cached_property

from django.contrib.auth.models import AbstractUser
from django.db import models

from ringtrue.core.role import Role


class Person(AbstractUser):
    """Somebody who takes part; what they may do follows from their roles alone."""

    class Meta:
        """Names as people read them."""

        verbose_name = "person"
        verbose_name_plural = "people"

    @property
    def name(self) -> str:
        """The name that others see."""
        return self.get_full_name() or self.username

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The roles granted; looked up once for each object."""
        if not self.is_active:
            return frozenset()
        return frozenset(Role(grant.role) for grant in self.grants.all())


class RoleGrant(models.Model):
    """A role that a person has."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=[(role.value, role.spoken) for role in Role])
    granted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """A role is granted once."""

        constraints = [
            models.UniqueConstraint(fields=["person", "role"], name="one_grant_per_role")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.role}"
