"""Materials of a campaign: sent as text or file, or fetched; read, compared, commented on."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from ninja import File as FileField
from ninja import Form, Query, Router
from ninja.files import UploadedFile as Upload

from ringtrue.core.errors import NotFoundError
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.material import Comment, MaterialVersion
from ringtrue.desk.models.material import Material as Row
from ringtrue.desk.permissions import Action
from ringtrue.desk.services.add_material import (
    Copy,
    add_material,
    remove_material,
    revise_material,
)
from ringtrue.desk.services.answer_once import Doing
from ringtrue.desk.services.comment_on_span import comment_on_span, resolve_comment
from ringtrue.desk.services.compare_versions import compare_versions
from ringtrue.desk.services.fetch_material import fetch_material
from ringtrue.desk.services.look_at_copy import Look as Looked
from ringtrue.desk.services.look_at_copy import fetch_copy, look_at_copy
from ringtrue.desk.services.read_materials import MAX_BYTES
from ringtrue.desk.services.see_campaign import see_campaign
from ringtrue.desk.services.see_campaigns import find_campaign
from ringtrue.web.api.asking import asker, workspace_here
from ringtrue.web.api.operations import File, operation
from ringtrue.web.api.problems import TooLargeError
from ringtrue.web.api.schemas.base import Number
from ringtrue.web.api.schemas.materials import (
    ClaimText,
    CommentIn,
    Comparison,
    CopyToRead,
    Finding,
    Kept,
    Look,
    Material,
    MaterialIn,
    PageToFetch,
    PageToRead,
    Said,
    Settled,
    UploadIn,
    Version,
    VersionIn,
    Versions,
    VersionsIn,
    VersionUploadIn,
)
from ringtrue.web.finding import material_of as find_material
from ringtrue.web.finding import one_of

materials = Router()
_ONE = "/campaigns/{slug}/materials/{int:number}"


@operation(materials.post, "/campaigns/{slug}/materials", to=Action.WRITE_COPY, status=201)
def send_material(request: HttpRequest, slug: str, sent: MaterialIn) -> Kept:
    """Add a material, as text or as a file's bytes."""
    copy = Copy(sent.data("body.base64"), sent.format, sent.known_charset)
    return _add(request, slug, sent.name, sent.name, sent.channel, copy)


@operation(
    materials.post,
    "/campaigns/{slug}/materials/upload",
    to=Action.WRITE_COPY,
    status=201,
    form=True,
)
def upload_material(
    request: HttpRequest, slug: str, file: FileField[Upload], told: Form[UploadIn]
) -> Kept:
    """Add a material as a file of a form, as browsers and `curl -F file=@page.html` send it."""
    name, copy = _uploaded(file)
    return _add(request, slug, told.name or name, name, told.channel, copy)


@operation(
    materials.post,
    "/campaigns/{slug}/materials/fetch",
    to=Action.WRITE_COPY,
    status=201,
    doing=Doing.LONG,
)
def fetch_page(request: HttpRequest, slug: str, page: PageToFetch) -> Kept:
    """Add a page of the web: fetched once, and never from a private address."""
    version = fetch_material(
        asker(request),
        find_campaign(slug),
        workspace_here(),
        address=page.address,
        name=page.name,
        channel=page.channel,
    )
    return _kept(version, new=True)


@operation(materials.get, _ONE, to=Action.SEE)
def show_material(request: HttpRequest, slug: str, number: Number) -> Material:
    """A material with its text, its claims, what rules and people say, and what it is held to."""
    view = see_campaign(asker(request), find_campaign(slug), workspace_here())
    found = next((each for each in view.materials if each.version.material_id == number), None)
    if found is None:
        cure = "Look at the campaign again; it was taken away, perhaps."
        raise NotFoundError(f"the campaign has no material {number}", cure=cure)
    return Material.of(found)


@operation(materials.delete, _ONE, to=Action.WRITE_COPY, status=204)
def take_material_out(request: HttpRequest, slug: str, number: Number) -> None:
    """Take a material out of its campaign; its versions are kept."""
    remove_material(asker(request), _found(slug, number))


@operation(materials.post, f"{_ONE}/versions", to=Action.WRITE_COPY, status=201)
def send_version(request: HttpRequest, slug: str, number: Number, sent: VersionIn) -> Kept:
    """Give a material a new version, as text or as a file's bytes, or another channel."""
    copy = Copy(sent.data("body.base64"), sent.format, sent.known_charset)
    return _revise(request, _found(slug, number), copy, sent.channel)


@operation(materials.post, f"{_ONE}/versions/upload", to=Action.WRITE_COPY, status=201, form=True)
def upload_version(
    request: HttpRequest,
    slug: str,
    number: Number,
    file: FileField[Upload],
    told: Form[VersionUploadIn],
) -> Kept:
    """Give a material a new version as a file of a form."""
    row, (name, copy) = _found(slug, number), _uploaded(file)
    seen = _look(request, name, copy)
    return _revise(request, row, Copy(copy.data, seen.format), told.channel)


@operation(materials.get, f"{_ONE}/versions", to=Action.SEE)
def compare(request: HttpRequest, slug: str, number: Number, asked: Query[VersionsIn]) -> Versions:
    """All versions of a material, and how two of them differ: the newest two unless told."""
    row = _found(slug, number)
    view = compare_versions(asker(request), row, workspace_here(), old=asked.old, new=asked.new)
    return Versions(
        versions=[Version.of(each) for each in view.versions],
        old=Version.of(view.old),
        new=Version.of(view.new),
        comparison=Comparison.of(view.comparison),
    )


@operation(
    materials.get,
    f"{_ONE}/versions/{{int:version}}/content",
    to=Action.SEE,
    media_type="application/octet-stream",
)
def show_bytes(
    request: HttpRequest,  # noqa: ARG001 - the signature of an operation
    slug: str,
    number: Number,
    version: Number,
) -> File:
    """The bytes of a version, exactly as they came."""
    row = _found(slug, number)
    found = _version(row, version)
    return File(bytes(found.data), f"material-{row.pk}-version-{found.number}")


@operation(
    materials.post,
    "/campaigns/{slug}/materials/{int:number}/comments",
    to=Action.COMMENT,
    status=201,
)
def comment(request: HttpRequest, slug: str, number: Number, said: CommentIn) -> Said:
    """Say something about characters `start` to `end` of a version's text."""
    version = _version(_found(slug, number), said.version)
    made = comment_on_span(asker(request), version, start=said.start, end=said.end, text=said.text)
    return Said.of(made)


@operation(materials.post, "/campaigns/{slug}/comments/{int:number}/settle", to=Action.COMMENT)
def settle_comment(request: HttpRequest, slug: str, number: Number) -> Settled:
    """Settle a comment."""
    rows = Comment.objects.filter(version__material__campaign=find_campaign(slug))
    found = one_of(rows, number, "comment")
    return Settled(changed=resolve_comment(asker(request), found))


@operation(materials.post, "/look", to=Action.WRITE_COPY)
def look(request: HttpRequest, sent: CopyToRead) -> Look:
    """What a customer would rely on in some copy; nothing of it is kept."""
    copy = Copy(sent.data("body.base64"), sent.format, sent.known_charset)
    return _looked(_look(request, sent.name, copy, sent.channel))


@operation(materials.post, "/look/page", to=Action.WRITE_COPY, doing=Doing.LONG)
def look_at_page(request: HttpRequest, page: PageToRead) -> Look:
    """What a customer would rely on in a page of the web, fetched once; nothing of it is kept."""
    fetched = fetch_copy(asker(request), workspace_here(), page.address)
    return _looked(_look(request, fetched.name, fetched.copy, page.channel))


def _found(slug: str, number: int) -> Row:
    return find_material(find_campaign(slug), number)


def _version(row: Row, number: int) -> MaterialVersion:
    found = row.versions.select_related("material").filter(number=number).first()
    if found is None:
        cure = "Look at its versions."
        raise NotFoundError(f"the material has no version {number}", cure=cure)
    return found


def _uploaded(file: UploadedFile[bytes]) -> tuple[str, Copy]:
    """A file's name, whose suffix tells its format, and its bytes."""
    if (file.size or 0) > MAX_BYTES:
        what = f"the file has more than {MAX_BYTES:,} bytes"
        raise TooLargeError(what, where="form.file", cure="Export only the copy.")
    return file.name or "copy", Copy(file.read())


def _look(request: HttpRequest, name: str, copy: Copy, channel: str = "") -> Looked:
    return look_at_copy(asker(request), workspace_here(), name=name, copy=copy, channel=channel)


def _looked(seen: Looked) -> Look:
    of_claims = (finding for claim in seen.read.claims for finding in claim.findings)
    return Look(
        format=seen.format,
        claims=[ClaimText.of(each) for each in seen.read.claims],
        findings=[Finding.of(each) for each in (*of_claims, *seen.read.findings)],
    )


def _add(request: HttpRequest, slug: str, name: str, file: str, channel: str, copy: Copy) -> Kept:
    """Add copy that is read by the name of its file, whatever the material is called."""
    campaign: Campaign = find_campaign(slug)
    seen = _look(request, file, copy)
    version = add_material(
        asker(request),
        campaign,
        name=name,
        data=copy.data,
        channel=channel,
        format=seen.format,
        charset=copy.charset,
    )
    return _kept(version, new=True)


def _revise(request: HttpRequest, row: Row, copy: Copy, channel: str | None) -> Kept:
    before = row.versions.values_list("number", flat=True).first()
    version = revise_material(
        asker(request),
        row,
        data=copy.data,
        format=copy.format,
        charset=copy.charset,
        channel=channel,
    )
    return _kept(version, new=version.number != before)


def _kept(version: MaterialVersion, *, new: bool) -> Kept:
    row = version.material
    return Kept(
        number=row.pk,
        name=row.name,
        channel=row.channel,
        version=Version.of(version),
        new=new,
    )
