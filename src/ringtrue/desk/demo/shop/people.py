"""The people of the shop, a few in every role."""

from __future__ import annotations

from dataclasses import dataclass

from ringtrue.core.role import Role


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody at the shop; `does` says what, as the page to sign in tells it."""

    username: str
    name: str
    role: Role
    does: str


COLLEAGUES = (
    Colleague("nell", "Nell Ashby", Role.MARKETING, "Writes the copy and loves a short sentence."),
    Colleague("tom", "Tom Farrow", Role.MARKETING, "Heads the brand and signs for Marketing."),
    Colleague("priya", "Priya Nair", Role.OPERATIONS, "Runs the warehouse, knows every carrier."),
    Colleague(
        "joan", "Joan Castell", Role.SERVICE, "Leads the helpdesk; a sign-off waits for her."
    ),
    Colleague("marcus", "Marcus Oyelaran", Role.LEGAL, "Reads the small print, and the large."),
    Colleague("sam", "Sam Okafor", Role.FRONT_LINE, "Packs parcels, says what cannot be done."),
    Colleague("bea", "Bea Lindqvist", Role.FRONT_LINE, "Answers customers all day."),
    Colleague("helen", "Helen Brandt", Role.VIEWER, "Owns the shop; looks, and touches nothing."),
    Colleague("ida", "Ida Marsh", Role.ADMIN, "Looks after people, roles and the settings."),
)
