"""A dossier as PDF: what is attached is what is sealed, and a change of it is found."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from ringtrue.core.errors import UsageError
from ringtrue.core.workspace import Workspace
from ringtrue.desk.dossier.forms import Form
from ringtrue.desk.dossier.pdf import ATTACHED, json_in_pdf
from ringtrue.desk.dossier.rendering import written
from ringtrue.desk.models.event import EventRecord
from ringtrue.desk.services.add_material import add_material
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.services.keep_dossier import keep_dossier
from ringtrue.desk.services.make_dossier import Made, make_dossier
from ringtrue.desk.services.verify_dossier import verify_dossier_pdf

if TYPE_CHECKING:
    from conftest import Office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pango")]


@pytest.fixture
def made(office: Office, shop: Workspace) -> Made:
    campaign = create_campaign(office.mia, shop, name="Spring <sale>")
    add_material(office.mia, campaign, name="a.txt", data=b"Delivered in 5 days.\n")
    return make_dossier(office.vic, campaign, shop, Form.PDF)


def with_attached(data: bytes, *texts: str) -> bytes:
    """The PDF with these texts attached under the dossier's name, and nothing else."""
    file = pypdfium2.PdfDocument(data)
    while file.count_attachments():
        file.del_attachment(0)
    for text in texts:
        file.new_attachment(ATTACHED).set_data(text.encode())
    out = io.BytesIO()
    file.save(out)
    file.close()
    return out.getvalue()


def test_the_same_dossier_is_the_same_bytes_and_what_is_attached_is_sealed(made: Made) -> None:
    data = made.data
    assert data == written(made.dossier, made.json, Form.PDF)
    assert json_in_pdf(data) == made.json
    checked = verify_dossier_pdf(data)
    assert [str(each) for each in checked.problems] == []
    assert (checked.seal, checked.compared) == (made.seal, True)


def test_it_is_tagged_in_its_language_and_says_its_name(made: Made) -> None:
    data = made.data
    file = pypdfium2.PdfDocument(data)
    assert file.is_tagged()
    text = file[0].get_textpage().get_text_bounded()
    assert "Spring <sale>" in text
    assert f"sealed {made.seal}" in text
    file.close()


def test_another_text_attached_is_found(made: Made) -> None:
    other = with_attached(made.data, made.json.replace("Spring", "Summer"))
    checked = verify_dossier_pdf(other)
    assert not checked.holds
    assert "it was changed after it was sealed" in str(checked.problems[0])


def test_pages_that_may_be_another_are_not_said_to_be_these(made: Made) -> None:
    checked = verify_dossier_pdf(with_attached(made.data, made.json))
    assert (checked.holds, checked.compared) == (True, False)


def test_a_pdf_without_a_dossier_is_none(made: Made) -> None:
    bare = with_attached(made.data)
    with pytest.raises(UsageError, match="no dossier"):
        json_in_pdf(bare)
    assert [str(each) for each in verify_dossier_pdf(bare).problems] == [
        "the file: it holds no dossier"
    ]


def test_what_is_too_long_for_a_worker_is_refused_and_not_recorded_as_made(
    office: Office, shop: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign = create_campaign(office.mia, shop, name="Spring")
    before = EventRecord.objects.count()
    monkeypatch.setattr("ringtrue.desk.services.keep_dossier.MOST_BY_WORKER", 1_000)
    with pytest.raises(UsageError, match="too long for a worker") as caught:
        keep_dossier(office.vic, campaign, shop, Form.PDF)
    assert "ringtrue dossier NAME -o dossier.pdf" in caught.value.cure
    assert EventRecord.objects.count() == before
