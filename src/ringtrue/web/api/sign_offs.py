"""Sign-offs: a person's own act, so a token needs the scope for exactly that."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from ringtrue.desk.permissions import SIGNING, Action
from ringtrue.desk.services.see_campaigns import find_campaign
from ringtrue.desk.services.sign_off import sign_off
from ringtrue.desk.services.withdraw_sign_off import withdraw_sign_off
from ringtrue.web.api.asking import asker, workspace_here
from ringtrue.web.api.operations import operation
from ringtrue.web.api.schemas.base import Number
from ringtrue.web.api.schemas.people import Changed
from ringtrue.web.api.schemas.sign_offs import Signed, SignOffIn, Withdrawal
from ringtrue.web.finding import one_of

sign_offs = Router()
_SIGN: tuple[Action, ...] = tuple(SIGNING.values())


@operation(sign_offs.post, "/campaigns/{slug}/sign-offs", to=_SIGN, status=201)
def sign(request: HttpRequest, slug: str, wanted: SignOffIn) -> Signed:
    """Sign for a department exactly what the seal binds; nobody signs their own work."""
    row = sign_off(
        asker(request),
        find_campaign(slug),
        workspace_here(),
        role=wanted.role,
        seal=wanted.seal,
        share_held=wanted.share_held,
        note=wanted.note,
    )
    return Signed.of(row)


@operation(sign_offs.post, "/campaigns/{slug}/sign-offs/{int:number}/withdraw", to=_SIGN)
def withdraw(request: HttpRequest, slug: str, number: Number, why: Withdrawal) -> Changed:
    """Take one's own sign-off back, with a reason."""
    rows = find_campaign(slug).sign_offs.select_related("person", "campaign")
    signed = one_of(rows, number, "sign-off")
    done = withdraw_sign_off(asker(request), signed, workspace_here(), reason=why.reason)
    return Changed(changed=done)
