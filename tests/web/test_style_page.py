"""The page that shows every part of the style renders inside the shell."""

from __future__ import annotations

import re

import pytest

from ringtrue.core.role import Role

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.style_urls")]


def test_every_part_of_the_style_stands_on_one_page(signed_in) -> None:
    page = signed_in("ann", Role.MARKETING).get("/style/").content.decode()
    assert '<html lang="en"' in page
    assert "<title>Style · Ringtrue</title>" in page
    assert page.count("<h1") == page.count("<main") == 1


def test_no_page_part_needs_an_inline_style_or_script(signed_in) -> None:
    page = signed_in("ann", Role.MARKETING).get("/style/").content.decode()
    assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?![^>]*\ssrc=)", page)
