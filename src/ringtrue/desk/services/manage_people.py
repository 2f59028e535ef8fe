"""People and their roles: adding, granting, revoking, deactivating; never without administrator."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from ringtrue.core.errors import UsageError
from ringtrue.core.role import Role
from ringtrue.desk.audit import record
from ringtrue.desk.models.person import Person, RoleGrant
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.sessions import end_sessions
from ringtrue.desk.terminal import Actor

_TAKEN = "Choose another; case makes no difference."


def add_person(
    by: Actor, username: str, *, name: str = "", email: str = "", roles: Collection[Role] = ()
) -> Person:
    """Add somebody, who cannot sign in before they have chosen a password.

    `ringtrue.desk.services.invite_person` makes the link for that. Raises `UsageError` for a name
    that is taken or none.
    """
    require(by.name, by.roles, Action.MANAGE_PEOPLE)
    with transaction.atomic():
        made = create_person(username, name=name, email=email, roles=roles)
        granted = sorted(role.value for role in set(roles))
        record(by.username, "add person", subject_of(made.username), {"roles": granted})
    return made


def create_person(
    username: str, *, name: str = "", email: str = "", roles: Collection[Role] = ()
) -> Person:
    """The rows of a new person, without a password; for use cases that check rights and record."""
    username = Person.normalize_username(username.strip())
    made = Person(username=username, first_name=" ".join(name.split()), email=email.strip())
    made.set_unusable_password()
    taken = UsageError(f"there is already a {username!r}", cure=_TAKEN)
    try:
        made.full_clean(validate_unique=False)
        if Person.objects.filter(username__iexact=username).exists():
            raise taken
        _need_own_address(made)
        made.save()
    except ValidationError as error:
        raise refused(error) from error
    except IntegrityError as error:
        raise taken from error
    RoleGrant.objects.bulk_create(RoleGrant(person=made, role=role.value) for role in set(roles))
    return made


def grant_role(by: Actor, person: Person, role: Role) -> bool:
    """Give a role; whether that changed anything."""
    require(by.name, by.roles, Action.MANAGE_PEOPLE)
    with transaction.atomic():
        _, new = RoleGrant.objects.get_or_create(person=person, role=role.value)
        if new:
            record(by.username, "grant role", subject_of(person.username), {"role": role.value})
    _forget_roles(person)
    return new


def revoke_role(by: Actor, person: Person, role: Role) -> bool:
    """Take a role away; whether that changed anything. The last administrator keeps theirs."""
    require(by.name, by.roles, Action.MANAGE_PEOPLE)
    with transaction.atomic():
        if role is Role.ADMIN:
            _need_another_administrator(person)
        gone, _ = RoleGrant.objects.filter(person=person, role=role.value).delete()
        if gone:
            record(by.username, "revoke role", subject_of(person.username), {"role": role.value})
    _forget_roles(person)
    return bool(gone)


def change_email(by: Actor, person: Person, email: str) -> bool:
    """Say where somebody's mail goes (nowhere, when empty); whether that changed anything.

    Links for a forgotten password go there too, and the company's own sign-in knows the person by
    it. The audit chain says that it changed, and not the address.
    """
    require(by.name, by.roles, Action.MANAGE_PEOPLE)
    email = email.strip()
    if email == person.email:
        return False
    person.email = email
    try:
        person.clean_fields(exclude={each.name for each in Person._meta.fields} - {"email"})
        _need_own_address(person)
    except ValidationError as error:
        person.refresh_from_db(fields=["email"])
        raise refused(error) from error
    except UsageError:
        person.refresh_from_db(fields=["email"])
        raise
    with transaction.atomic():
        person.save(update_fields=["email"])
        record(by.username, "change e-mail", subject_of(person.username))
    return True


def deactivate(by: Actor, person: Person) -> bool:
    """Shut somebody out, at once and without forgetting what they did; whether that was new."""
    return _set_active(by, person, active=False)


def reactivate(by: Actor, person: Person) -> bool:
    """Let somebody in again, with the roles they had; whether that changed anything."""
    return _set_active(by, person, active=True)


def find_person(username: str) -> Person:
    """Somebody by name, whatever the case; raises `UsageError` that names the nearest."""
    found = Person.objects.filter(username__iexact=username.strip()).first()
    if found is None:
        from ringtrue.desk.config.shape import nearest

        names = Person.objects.values_list("username", flat=True)
        raise UsageError(f"there is no person {username!r}", cure=nearest(username, names))
    return found


def subject_of(username: str) -> str:
    """A person as the subject of an event."""
    return f"person:{username}"


def refused(error: ValidationError) -> UsageError:
    """What Django says about a value, as our own error."""
    messages = [message.rstrip(".") for message in error.messages]
    return UsageError("; ".join(messages) or "it cannot be used", cure="Choose another one.")


def _set_active(by: Actor, person: Person, *, active: bool) -> bool:
    require(by.name, by.roles, Action.MANAGE_PEOPLE)
    with transaction.atomic():
        if not active:
            _need_another_administrator(person)
        changed = Person.objects.filter(pk=person.pk, is_active=not active).update(is_active=active)
        if not active:
            end_sessions(person)
        if changed:
            verb = "reactivate" if active else "deactivate"
            record(by.username, f"{verb} person", subject_of(person.username))
    person.is_active = active
    _forget_roles(person)
    return bool(changed)


def _need_own_address(person: Person) -> None:
    """Nobody shares an address: it opens the way to a new password, and stands for a person."""
    others = Person.objects.filter(email__iexact=person.email).exclude(pk=person.pk)
    if person.email and others.exists():
        cure = "Give an address that is theirs alone, or none."
        raise UsageError(f"somebody else has the address {person.email}", cure=cure)


def _need_another_administrator(person: Person) -> None:
    """Refuse when no active administrator but this person is left.

    The rows are locked, so that of two administrators who revoke each other at once one remains.
    """
    grants = RoleGrant.objects.filter(role=Role.ADMIN.value, person__is_active=True)
    holders = {each.person_id for each in grants.select_related("person").select_for_update()}
    if holders == {person.pk}:
        cure = "Make somebody else administrator first."
        raise UsageError(f"{person.name} is the last administrator", cure=cure)


def _forget_roles(person: Person) -> None:
    """The object looks its roles up again."""
    person.__dict__.pop("roles", None)
