"""Letters as a reader gets them: plain and HTML say the same, and names do nothing in headers."""

from __future__ import annotations

from datetime import UTC, datetime

from ringtrue.core.trees import plant
from ringtrue.desk.models.notification import NotificationRecord
from ringtrue.desk.notifications.letters import letter
from ringtrue.desk.notifications.mail_server import MailServer
from ringtrue.desk.notifications.said import Link, Said

SERVER = MailServer("h", 25, "", "", False, False, "Desk <desk@shop.example>")
NASTY = "Spring\r\nBcc: all@shop.example\u2028<script>alert(1)</script>"


def notification(title: str, number: int | None = 7, **words: object) -> NotificationRecord:
    said = Said(title, Link("alerts"), **words)  # type: ignore[arg-type]
    return NotificationRecord(pk=number, kind="x", at=datetime.now(UTC), said=plant(said))


def test_a_letter_says_everything_in_both_forms(settings) -> None:
    settings.PUBLIC_ADDRESS = "https://desk.shop.example"
    made = notification(
        "'In 2 days' is being broken",
        facts=("Kept 61 % (512 of 840).",),
        heading="It is promised here",
        items=("page.html (web) of Spring",),
        code="128:5f5f",
        advice="Pull it now.",
    )
    mail = letter(SERVER, "ann@shop.example", "Plum & Pear", [made], "abc")
    html = str(mail.alternatives[0].content)
    for words in (
        "Kept 61 % (512 of 840).",
        "page.html (web) of Spring",
        "128:5f5f",
        "Pull it now.",
    ):
        assert words in mail.body
        assert words in html
    assert mail.subject == "Plum & Pear: 'In 2 days' is being broken"
    assert "https://desk.shop.example/notifications/7/" in mail.body
    assert 'href="https://desk.shop.example/notifications/7/"' in html
    assert "https://desk.shop.example/notifications/#choices" in mail.body
    assert mail.message()["Message-ID"] == "<abc@shop.example>"
    assert mail.message()["Auto-Submitted"] == "auto-generated"
    assert max(map(len, mail.body.splitlines())) <= 78


def test_without_an_address_of_the_desk_a_letter_has_no_links(settings) -> None:
    settings.PUBLIC_ADDRESS = ""
    mail = letter(SERVER, "ann@shop.example", "Plum", [notification("Spring ended")], "abc")
    assert "http" not in mail.body
    assert "<a " not in str(mail.alternatives[0].content)
    assert "on the page Notifications of the desk" in mail.body


def test_a_name_makes_neither_header_nor_markup() -> None:
    mail = letter(SERVER, "ann@shop.example", NASTY, [notification(NASTY, facts=(NASTY,))], "abc")
    message = mail.message()
    assert message["Bcc"] is None
    assert message["To"] == "ann@shop.example"
    assert "\n" not in mail.subject
    assert "<script>" not in str(mail.alternatives[0].content)


def test_a_long_title_is_cut_in_the_subject_alone() -> None:
    mail = letter(SERVER, "ann@shop.example", "Plum", [notification("very " * 99 + "end")], "abc")
    assert len(mail.subject) == 150
    assert "end" in mail.body


def test_the_letter_of_the_day_has_all_of_it() -> None:
    made = [notification("Spring ended"), notification("Autumn was launched")]
    mail = letter(SERVER, "ann@shop.example", "Plum", made, "abc")
    assert mail.subject == "Plum: 2 notifications of the day"
    assert mail.body.index("Spring ended") < mail.body.index("Autumn was launched")
