"""Proofs of statements: what counts, what does not and says so, and what a change of them voids."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from flow import a_proof, given_review, one_event, refused

from ringtrue.core.errors import NotFoundError, ReadError, UsageError
from ringtrue.core.proof import Proof, ProofKind
from ringtrue.core.role import Role
from ringtrue.core.verdict import Outlook
from ringtrue.core.workspace import Workspace
from ringtrue.desk import clock
from ringtrue.desk.proof_files import SentFile
from ringtrue.desk.services.add_material import add_material, revise_material
from ringtrue.desk.services.add_proof import add_proof
from ringtrue.desk.services.change_campaign import change_campaign
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.services.end_campaign import end_campaign
from ringtrue.desk.services.fetch_proof import fetch_proof
from ringtrue.desk.services.launch_campaign import override_launch
from ringtrue.desk.services.make_dossier import make_dossier
from ringtrue.desk.services.run_review import run_review
from ringtrue.desk.services.see_campaign import CampaignView, see_campaign
from ringtrue.desk.services.sign_off import sign_off
from ringtrue.desk.services.verify_dossier import verify_dossier_text
from ringtrue.desk.services.withdraw_proof import withdraw_proof

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Office

    from ringtrue.desk.models.proof import ProofRecord

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
COPY = "Over 30 years of experience. Trusted by 2,000 firms."
YEARS, FIRMS = "Over 30 years of experience", "Trusted by 2,000 firms"
_TICKS = count()
PDF = SentFile("survey.pdf", b"%PDF-1.7 n = 1,204")


@pytest.fixture(autouse=True)
def on_that_day() -> Iterator[None]:
    """A moment of its own for each test: what a review found is remembered by its moment."""
    with clock.told_at(NOW + timedelta(microseconds=next(_TICKS))):
        yield


class Desk:
    """A campaign of Mia's that states two facts and promises nothing."""

    def __init__(self, office: Office, shop: Workspace) -> None:
        self.office, self.shop = office, shop
        self.campaign = create_campaign(office.mia, shop, name="Spring", launch_on=date(2026, 4, 1))
        self.version = add_material(office.mia, self.campaign, name="a.txt", data=COPY.encode())

    def add(self, wording: str = FIRMS, file: SentFile | None = None, **parts: Any) -> ProofRecord:
        said = a_proof(wording, **parts)
        return add_proof(self.office.mia, self.campaign, self.shop, said, file)

    def withdraw(self, proof: ProofRecord, reason: str = "Another year.") -> bool:
        return withdraw_proof(self.office.lena, proof, self.shop, reason=reason)

    def review(self) -> None:
        run_review(self.office.mia, self.campaign, self.shop)

    def view(self) -> CampaignView:
        return see_campaign(self.office.vic, self.campaign, self.shop)

    def told_of(self, text: str) -> list[str]:
        """What the rules say of a statement, as the page tells it."""
        claims = [claim for each in self.view().materials for claim in each.claims]
        (found,) = [each for each in claims if text in each.claim.text]
        return [finding.message for finding in found.findings]

    def reasons(self) -> list[str]:
        """What the last review decided about statements."""
        decision = self.view().decision
        assert decision is not None
        return [each.message for each in decision.reasons if "on file" in each.message]

    def sign(self) -> None:
        seal = self.view().seal
        sign_off(self.office.lena, self.campaign, self.shop, role=Role.LEGAL, seal=seal)


@pytest.fixture
def desk(office: Office, shop: Workspace) -> Desk:
    return Desk(office, shop)


def test_a_statement_without_proof_is_a_finding_and_with_one_it_is_none(desk: Desk) -> None:
    desk.review()
    assert len(desk.reasons()) == 2
    desk.add()
    desk.review()
    assert [YEARS in each for each in desk.reasons()] == [True]
    assert desk.told_of(FIRMS) == []


def test_a_proof_is_found_by_its_words_whatever_their_case_and_marks(desk: Desk) -> None:
    desk.add("trusted by 2.000 FIRMS!")
    desk.review()
    assert desk.told_of(FIRMS) == []


@pytest.mark.parametrize("wording", ["2,000 firms", "Trusted by 3,000 firms", COPY, "Trusted"])
def test_a_proof_of_other_words_proves_nothing_here(desk: Desk, wording: str) -> None:
    desk.add(wording)
    desk.review()
    assert len(desk.reasons()) == 2
    (proof,) = desk.view().proofs
    assert (proof.used, proof.state.value) == (False, "not used")


def test_the_page_counts_a_proof_before_the_next_review_asks(desk: Desk) -> None:
    desk.review()
    desk.add()
    assert desk.told_of(FIRMS) == []
    assert desk.told_of(YEARS)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"dated": date(2025, 1, 1), "valid_until": date(2026, 3, 1)}, "valid until 1 March 2026"),
        ({"valid_until": date(2026, 3, 31)}, "until 31 March 2026 only, and the launch is on 1"),
    ],
)
def test_a_proof_that_has_run_out_counts_as_none_and_says_so(
    desk: Desk, parts: dict[str, Any], words: str
) -> None:
    desk.add(**parts)
    desk.review()
    (told,) = desk.told_of(FIRMS)
    assert "'Sales of 2025' does not count" in told
    assert words in told
    (proof,) = desk.view().proofs
    assert (proof.state.value, words in proof.fault) == ("does not count", True)


@pytest.mark.parametrize("launch", [date(2025, 6, 1), date(2025, 5, 31)])
def test_a_proof_that_is_not_from_before_the_launch_counts_as_none_and_says_so(
    desk: Desk, launch: date
) -> None:
    change_campaign(desk.office.mia, desk.campaign, desk.shop, launch_on=launch)
    desk.add()
    desk.review()
    (told,) = desk.told_of(FIRMS)
    assert "it is dated 1 June 2025, which is not before the launch on" in told


@pytest.mark.parametrize("until", [None, date(2026, 4, 1), date(2027, 1, 1)])
def test_a_proof_that_holds_on_the_day_of_the_launch_counts(desk: Desk, until: date | None) -> None:
    desk.add(valid_until=until)
    desk.review()
    assert desk.told_of(FIRMS) == []


def test_a_campaign_without_a_day_takes_a_proof_of_today(desk: Desk) -> None:
    change_campaign(desk.office.mia, desk.campaign, desk.shop, launch_on=None)
    desk.add(dated=NOW.date(), valid_until=NOW.date())
    desk.review()
    assert desk.told_of(FIRMS) == []


@pytest.mark.parametrize(
    ("copy", "kind", "enough"),
    [
        ("Clinically tested on skin.", ProofKind.SURVEY, False),
        ("Clinically tested on skin.", ProofKind.TEST, False),
        ("Clinically tested on skin.", ProofKind.CLINICAL, True),
    ],
)
def test_a_proof_is_of_the_level_that_the_words_name(
    desk: Desk, copy: str, kind: ProofKind, enough: bool
) -> None:
    revise_material(desk.office.mia, desk.version.material, data=copy.encode())
    (claim,) = [claim for each in desk.view().materials for claim in each.claims]
    assert ProofKind.CLINICAL in claim.proof_taken
    assert ProofKind.SURVEY not in claim.proof_taken
    desk.add(claim.claim.text, kind=kind)
    desk.review()
    (proof,) = desk.view().proofs
    assert proof.state.value == ("counts" if enough else "not enough")
    told = desk.told_of(claim.claim.text)
    assert (told == []) is enough
    assert enough or "is not enough: this takes a clinical study" in " ".join(told)


def test_two_proofs_of_which_one_is_enough_are_enough(desk: Desk) -> None:
    desk.add(valid_until=date(2026, 1, 1))
    desk.add(title="Count of 2026", dated=date(2026, 1, 2))
    desk.review()
    assert desk.told_of(FIRMS) == []


def test_a_new_proof_voids_sign_offs_and_says_what_changed(desk: Desk) -> None:
    given_review(desk.campaign, desk.office.mia, desk.shop)
    desk.sign()
    desk.add()
    told = f"The proof 'Sales of 2025' of '{FIRMS}' was added."
    view = desk.view()
    assert view.changed == (told,)
    assert (view.seal, view.sign_offs[0].count.value, view.sign_offs[0].changed) == (
        "",
        "void",
        (told,),
    )


def test_a_withdrawn_proof_voids_sign_offs_and_stays_to_be_seen(desk: Desk) -> None:
    proof = desk.add()
    given_review(desk.campaign, desk.office.mia, desk.shop)
    desk.sign()
    assert desk.withdraw(proof)
    view = desk.view()
    assert view.changed == (f"The proof 'Sales of 2025' of '{FIRMS}' was taken away.",)
    assert view.sign_offs[0].count.value == "void"
    (kept,) = view.proofs
    assert kept.state.value == "withdrawn"
    assert kept.withdrawn is not None
    assert (kept.withdrawn.by, kept.withdrawn.reason) == ("Lena", "Another year.")
    assert desk.told_of(FIRMS)


def test_a_proof_of_words_that_nobody_says_voids_nothing(desk: Desk) -> None:
    given_review(desk.campaign, desk.office.mia, desk.shop)
    desk.sign()
    desk.add("Voted best shop 2025")
    view = desk.view()
    assert view.changed == ()
    assert view.sign_offs[0].count.value == "counts"


def test_a_proof_that_runs_out_after_the_review_makes_another_one_due(desk: Desk) -> None:
    change_campaign(desk.office.mia, desk.campaign, desk.shop, launch_on=None)
    desk.add(valid_until=date(2026, 3, 10))
    desk.review()
    with clock.told_at(datetime(2026, 3, 10, 23, tzinfo=UTC)):
        assert desk.view().changed == ()
    with clock.told_at(datetime(2026, 3, 11, 0, tzinfo=UTC)):
        (told,) = desk.view().changed
        assert told == (
            f"The proof 'Sales of 2025' of '{FIRMS}' does not count any more:"
            " it was valid until 10 March 2026."
        )


def test_what_has_run_out_before_the_review_is_told_by_it_and_not_again(desk: Desk) -> None:
    desk.add(dated=date(2025, 1, 1), valid_until=date(2026, 3, 1))
    desk.review()
    with clock.told_at(NOW + timedelta(days=9)):
        assert desk.view().changed == ()


def test_a_launched_campaign_is_not_disturbed_by_what_runs_out_later(desk: Desk) -> None:
    desk.add(valid_until=date(2026, 4, 10))
    given_review(desk.campaign, desk.office.mia, desk.shop)
    override_launch(desk.office.ada, desk.campaign, desk.shop, reason="Now.")
    with clock.told_at(datetime(2026, 5, 1, tzinfo=UTC)):
        view = desk.view()
        assert view.changed == ()
        (proof,) = view.proofs
        assert proof.fault == "it was valid until 10 April 2026"


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"wording": " "}, "there is no statement"),
        ({"wording": "..."}, "there is no word in"),
        ({"wording": "x" * 1001}, "the statement has 1,001 characters"),
        ({"title": ""}, "there is no title of the proof"),
        ({"dated": date(2026, 3, 3)}, "a proof dated 2026-03-03 is still to come"),
        ({"valid_until": date(2025, 5, 31)}, "before its day 2025-06-01"),
        ({"reference": ""}, "nobody could find this proof"),
        ({"reference": "y" * 1001}, "the reference has 1,001 characters"),
    ],
)
def test_a_proof_that_cannot_be_is_refused(desk: Desk, parts: dict[str, Any], words: str) -> None:
    said = replace(a_proof(FIRMS), **parts)
    office, campaign = desk.office, desk.campaign
    refused(UsageError, words, lambda: add_proof(office.mia, campaign, desk.shop, said))


def test_the_same_proof_twice_is_refused_and_after_a_withdrawal_taken(desk: Desk) -> None:
    proof = desk.add()
    refused(UsageError, "is there already", desk.add)
    with one_event("withdraw proof", "lena"):
        assert desk.withdraw(proof)
    assert not desk.withdraw(proof)
    desk.add()


def test_a_withdrawal_takes_a_reason(desk: Desk) -> None:
    proof = desk.add()
    refused(UsageError, "there is no reason", lambda: desk.withdraw(proof, " "))


def test_what_went_out_keeps_its_proofs(desk: Desk) -> None:
    proof = desk.add()
    override_launch(desk.office.ada, desk.campaign, desk.shop, reason="Now.")
    refused(UsageError, "has been launched", lambda: desk.add("Other"))
    refused(UsageError, "has been launched", lambda: desk.withdraw(proof))
    end_campaign(desk.office.mia, desk.campaign)
    refused(UsageError, "has ended", lambda: desk.add("Other"))


def test_a_file_is_kept_with_its_digest_and_comes_back_as_it_was(desk: Desk) -> None:
    proof = desk.add(file=PDF, reference="")
    assert proof.digest == sha256(PDF.data).hexdigest()
    found = fetch_proof(desk.office.vic, desk.campaign, proof.pk)
    assert (found.name, found.media_type, found.data) == (PDF.name, "application/pdf", PDF.data)
    desk.withdraw(proof)
    assert fetch_proof(desk.office.vic, desk.campaign, proof.pk).data == PDF.data


def test_a_file_is_fetched_from_its_own_campaign_only(desk: Desk) -> None:
    proof = desk.add(file=PDF)
    other = create_campaign(desk.office.mia, desk.shop, name="Autumn")
    for campaign, number in ((other, proof.pk), (desk.campaign, desk.add("Else").pk)):
        with pytest.raises(NotFoundError):
            fetch_proof(desk.office.vic, campaign, number)


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.bin", b"%PDF-1.4", "application/pdf"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n..", "image/png"),
        ("a", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("a.csv", "region;sales\nWürzburg;3\n".encode(), "text/plain; charset=utf-8"),
        (
            "a.docx",
            b"PK\x03\x04..[Content_Types].xml..word/document.xml",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            "a.xlsx",
            b"PK\x03\x04..[Content_Types].xml..xl/workbook.xml",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
    ],
)
def test_what_a_file_is_its_bytes_tell(desk: Desk, name: str, data: bytes, media_type: str) -> None:
    assert desk.add(file=SentFile(name, data)).media_type == media_type


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.pdf", b"", "the file is empty"),
        ("a.pdf", b"<!doctype html><script>", "nothing tells what this file is"),
        ("a.txt", b"\xef\xbb\xbf  <svg onload=x>", "nothing tells what this file is"),
        ("a.pdf", b"MZ\x90\x00", "nothing tells what this file is"),
        ("a.zip", b"PK\x03\x04evil.exe", "nothing tells what this file is"),
        ("a.txt", b"a\x00b", "nothing tells what this file is"),
        ("a.pdf", b"%PDF-" + bytes(20 * 2**20), "bytes are more than the limit of 20,971,520"),
    ],
)
def test_a_file_that_no_proof_can_have_is_refused(
    desk: Desk, name: str, data: bytes, words: str
) -> None:
    refused(ReadError, words, lambda: desk.add(file=SentFile(name, data)))


def test_a_name_of_a_file_loses_its_folders(desk: Desk) -> None:
    told = 'C:\\Users\\Mia\\..\\"survey"\n.pdf'
    assert desk.add(file=SentFile(told, PDF.data)).file_name == "survey.pdf"


def test_a_dossier_carries_the_proofs_and_holds(desk: Desk) -> None:
    proof = desk.add(file=PDF, valid_until=date(2027, 1, 1))
    desk.withdraw(desk.add(YEARS, title="</script>Trade register"), "Typed wrong.")
    desk.review()
    for launched in (False, True):
        if launched:
            override_launch(desk.office.ada, desk.campaign, desk.shop, reason="Now.")
        made = make_dossier(desk.office.vic, desk.campaign, desk.shop)
        checked = verify_dossier_text(made.data.decode())
        assert ([*map(str, checked.problems)], checked.compared) == ([], True)
    told = json.loads(made.json)["campaigns"][0]["proofs"]
    assert [each["number"] for each in told] == [proof.pk, proof.pk + 1]
    assert told[0]["digest"] == sha256(PDF.data).hexdigest()
    assert told[1]["withdrawn_because"] == "Typed wrong."
    assert "<script>" not in told[1]["title"]


def test_a_proof_of_the_workspace_counts_for_every_campaign_that_says_its_words(
    desk: Desk,
) -> None:
    proof = Proof(FIRMS, "Count", ProofKind.RECORDS, date(2025, 1, 1), None, "Drawer 1")
    other = replace(proof, wording="Something else")
    desk.shop = replace(desk.shop, proofs=(proof, other))
    desk.review()
    assert desk.told_of(FIRMS) == []
    (view,) = desk.view().proofs
    assert (view.number, view.proof, view.state.value) == (None, proof, "counts")
    made = make_dossier(desk.office.vic, desk.campaign, desk.shop)
    assert not verify_dossier_text(made.data.decode()).problems
    desk.shop = replace(desk.shop, proofs=(other,))
    assert desk.view().changed == (f"The proof 'Count' of '{FIRMS}' was taken away.",)


def test_a_review_that_the_proof_clears_is_clear(desk: Desk) -> None:
    desk.add()
    desk.add(YEARS)
    desk.review()
    decision = desk.view().decision
    assert decision is not None
    assert decision.outlook is Outlook.CLEAR
