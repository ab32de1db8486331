"""How a test walks up to the counter: Debian's Chromium, and the few gestures that every test makes."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

CHROMIUM = "/usr/bin/chromium"
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ANSWER_MS = 15_000


def replies(page: Page) -> Locator:
    """The assistant's bubbles, notices apart."""
    return page.locator("#messages .reply")


def open_chat(page: Page) -> None:
    """Press the shop's big button and wait for the welcome."""
    page.get_by_role("button", name="Talk to the shop").first.click()
    replies(page).first.wait_for(timeout=ANSWER_MS)


def say(page: Page, text: str) -> str:
    """Type a message, send it with Enter, and give back the text of the next answer."""
    before = replies(page).count()
    field = page.locator("#text-input")
    field.click()
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    answer = replies(page).nth(before)
    answer.wait_for(timeout=ANSWER_MS)
    return answer.inner_text()


def said(page: Page) -> list[str]:
    """What the visitor has said so far, as it is shown."""
    return page.locator("#messages .user-message-text .html-wrapper").all_inner_texts()


def quick_replies(page: Page) -> Locator:
    """The buttons under the last answer."""
    return page.locator("#messages .choices [data-choice]")


def enter_as(page: Page, place: int) -> None:
    """Come in as the person on the page's card at ``place`` (0 is somebody new), and wait for the welcome."""
    page.locator(".person").nth(place).click()
    replies(page).first.wait_for(timeout=ANSWER_MS)
