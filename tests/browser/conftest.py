"""A browser, and the address of a running shop."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from gestures import ANSWER_MS, CHROMIUM, CHROMIUM_ARGS
from playwright.sync_api import Browser, Page, expect, sync_playwright

PAGE_URL = "SOLITO_TEST_PAGE_URL"  # a page that runs already, such as the widget's development server


@pytest.fixture(scope="session")
def page_url(request: pytest.FixtureRequest) -> str:
    """The shop's page: the one in the environment, else the real one that the session's ``shop_url`` starts."""
    return os.environ.get(PAGE_URL) or request.getfixturevalue("shop_url")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"{CHROMIUM} is missing: install Debian's chromium")
    expect.set_options(timeout=ANSWER_MS)  # a busy machine is slow, not wrong
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
        yield browser
        browser.close()


@pytest.fixture
def visitor(browser: Browser, page_url: str) -> Iterator[Page]:
    """Somebody whom the shop has never seen, in front of the page on a desk's screen."""
    context = browser.new_context(viewport={"width": 1280, "height": 860}, locale="en-GB", reduced_motion="reduce")
    page = context.new_page()
    page.goto(page_url)
    page.get_by_role("heading", level=1).wait_for()
    yield page
    context.close()


@pytest.fixture
def phone(browser: Browser, page_url: str) -> Iterator[Page]:
    """The same on a phone 360 pixels wide."""
    size = {"width": 360, "height": 740}
    context = browser.new_context(viewport=size, locale="en-GB", reduced_motion="reduce", has_touch=True)
    page = context.new_page()
    page.goto(page_url)
    page.get_by_role("heading", level=1).wait_for()
    yield page
    context.close()
