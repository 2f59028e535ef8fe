"""The history of a campaign in sentences, from the events of the audit chain."""

from __future__ import annotations

from ringtrue.core.role import Role
from ringtrue.desk.history import HistoryItem
from ringtrue.gap.wording import percent

_SENTENCES = {
    "create campaign": "began the campaign",
    "change campaign": "changed the campaign: {changes}",
    "add material": "added “{material}” (version {version})",
    "revise material": "changed “{material}” (now version {version})",
    "remove material": "took “{material}” out of the campaign",
    "review campaign": "asked for a review: {outlook}",
    "sign off": "signed for {role}{held}",
    "withdraw sign-off": "withdrew the sign-off for {role}: {reason}",
    "object": "objected to “{wording}”: {reason}",
    "answer objection": "answered an objection: {answer}",
    "judge objection": "held an objection against what happened: {outcome}",
    "hand over objection": "handed an objection to {owner}",
    "add proof": "put the proof “{title}” of “{wording}” on file",
    "withdraw proof": "withdrew the proof “{title}” of “{wording}”: {reason}",
    "confirm standard": "confirmed what “{wording}” means: {standard}",
    "comment": "said of “{material}”: {text}",
    "resolve comment": "settled a comment on “{material}”: {text}",
    "tick item": "did “{item}”: {evidence}",
    "untick item": "took back “{item}”: {reason}",
    "assign item": "gave “{item}” to {owner}{until}",
    "plan media": "changed the media plan",
    "limit offers": "changed how much there is of what is offered",
    "brief people": "noted who passed the briefing on “{promise}”: {names}",
    "take back briefing": "took back that {name} passed the briefing on “{promise}”",
    "adopt staffing plan": "made a staffing plan a condition of the launch: {plan}",
    "launch campaign": "launched the campaign",
    "override launch": "launched the campaign against the gate: {reason}",
    "end campaign": "ended the campaign{because}",
    "apply book": "applied a book of promises",
    "measure book": "measured it: something else is expected of it than before",
    "open alert": "opened an alert: {says}",
    "raise alert": "raised the alert: {says}",
    "close alert": "closed the alert: {because}",
    "publish material": "said where “{material}” is published: {address}",
    "read live copy": "read “{material}” where it is published{found}",
    "open live finding": "found on “{material}”, {what}: {words}",
    "close live finding": "no longer on “{material}”, {what}: {words}",
    "take up live copy": "brought what “{material}” says now into a campaign of its own",
    "dossier made": "made a dossier of it",
}
_NAMES = {
    "name": "name",
    "audience": "audience",
    "launch_on": "launch date",
    "lift": "volume expected",
    "limits": "limits",
}


def in_words(event: HistoryItem) -> str:
    """What somebody did, without their name; an action without a sentence is told by its name.

    >>> from datetime import UTC, datetime
    >>> in_words(HistoryItem(1, datetime.now(UTC), "Ann", "create campaign", (("name", "Spring"),)))
    'began the campaign'
    """
    told = dict(event.told)
    sentence = _SENTENCES.get(event.action)
    return sentence.format_map(_Told(told)) if sentence else event.action


class _Told(dict[str, str]):
    """The particulars by name, and what follows from several of them."""

    def __missing__(self, key: str) -> str:
        made = {
            "changes": self._changes,
            "held": self._held,
            "until": self._until,
            "found": self._found,
            "words": self._words,
        }
        if key in made:
            return made[key]()
        return f": {self['reason']}" if key == "because" and self.get("reason") else ""

    def __getitem__(self, key: str) -> str:
        value = super().__getitem__(key)
        if key == "role":
            return Role(value).spoken
        return value or "nobody" if key == "owner" else value

    def _changes(self) -> str:
        return ", ".join(title for key, title in _NAMES.items() if key in self)

    def _held(self) -> str:
        share = self.get("share_held", "")
        return f", holding {percent(float(share))}" if share else ""

    def _found(self) -> str:
        return f": it {self['unread']}" if self.get("unread") else ""

    def _words(self) -> str:
        told = [f"“{self[name]}”" for name in ("signed", "live") if self.get(name)]
        return " → ".join(told) or "the page"

    def _until(self) -> str:
        return f", due on {self['due']}" if self.get("due") else ""
