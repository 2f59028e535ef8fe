"""Who may sign off what: the departments that must agree, and the others who take part."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What somebody is to a campaign; a person may have several."""

    MARKETING = "marketing"
    OPERATIONS = "operations"
    SERVICE = "service"
    LEGAL = "legal"
    FRONT_LINE = "front_line"
    VIEWER = "viewer"
    ADMIN = "admin"

    @property
    def spoken(self) -> str:
        """The role as a person reads it.

        >>> Role.FRONT_LINE.spoken, Role.SERVICE.spoken
        ('Front line', 'Customer Service')
        """
        return _SPOKEN.get(self, self.value.capitalize())


_SPOKEN = {Role.SERVICE: "Customer Service", Role.FRONT_LINE: "Front line"}
