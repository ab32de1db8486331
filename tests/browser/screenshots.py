"""Take the pictures of the page that README shows: ``python tests/browser/screenshots.py URL [FOLDER]``.

``URL`` is a running shop in demo mode, such as http://127.0.0.1:5005/webhooks/shop/
``FOLDER`` is docs/images unless another is given.
"""

from __future__ import annotations

import sys
from pathlib import Path

from gestures import CHROMIUM, CHROMIUM_ARGS, open_chat, say
from playwright.sync_api import Page, sync_playwright

SIZES = {"wide": {"width": 1280, "height": 860}, "phone": {"width": 360, "height": 740}}
QUESTION = "What's fresh today?"


def closed(page: Page, url: str) -> None:
    """The shop as one comes in."""
    page.goto(url)
    page.get_by_role("heading", level=1).wait_for()


def chat(page: Page, url: str) -> None:
    """A welcome, product cards and quick replies."""
    closed(page, url)
    open_chat(page)
    say(page, QUESTION)


def side_by_side(page: Page, url: str) -> None:
    """Two customers, the same question."""
    page.goto(f"{url}?view=both")
    page.locator(".chat-place #text-input").nth(1).wait_for(state="attached")
    page.wait_for_timeout(1500)
    page.get_by_placeholder("same question").fill(QUESTION)
    page.get_by_role("button", name="Ask both").click()
    page.locator("button.strong:enabled").wait_for()


def your_data(page: Page, url: str) -> None:
    """What the shop knows of one regular."""
    closed(page, url)
    page.locator(".person").nth(1).click()
    page.locator("#messages .reply").first.wait_for()
    page.get_by_role("button", name="your data").click()
    page.locator(".data-content h3").first.wait_for()


SCENES = (closed, chat, side_by_side, your_data)


def main(url: str, folder: Path) -> None:
    """Take every scene at both sizes and print where the pictures are."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
        for scene in SCENES:
            for size, viewport in SIZES.items():
                context = browser.new_context(viewport=viewport, reduced_motion="reduce", locale="en-GB")
                page = context.new_page()
                scene(page, url)
                page.wait_for_timeout(700)  # fonts and pictures settle
                path = folder / f"{scene.__name__.replace('_', '-')}-{size}.png"
                page.screenshot(path=str(path))
                print(path)
                context.close()
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1], Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).parents[2] / "docs" / "images")
