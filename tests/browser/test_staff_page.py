"""The staff page as an agent has it open all day: it keeps up by itself, and takes nothing away that is being written."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from gestures import ANSWER_MS
from playwright.sync_api import Browser, Page, expect
from stack import Stack, Visitor

from clock import real_now
from house import open_house
from profiles import transcript

pytestmark = pytest.mark.stack
PASSWORD = "a good long password"


@pytest.fixture
def visitor(stack: Stack) -> Visitor:
    """A customer who wants a person."""
    visitor = stack.visitor()
    visitor.says("can I talk to a person please")
    return visitor


@pytest.fixture
def agent(browser: Browser, stack: Stack, visitor: Visitor) -> Iterator[Page]:
    """Sam, signed in on a phone-sized screen at the conversation of that customer, from whose page the sign-in began."""
    console = open_house(stack.settings).console
    if console.staff_named("Sam") is None:
        console.add_staff("Sam", PASSWORD, "support", real_now())
    size = {"width": 360, "height": 740}
    context = browser.new_context(viewport=size, locale="en-GB", reduced_motion="reduce", color_scheme="dark")
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{stack.settings.console_port}/customers/{quote(visitor.customer, safe='')}")
    page.get_by_label("Name").fill("Sam")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="They asked for a person").wait_for(timeout=ANSWER_MS)
    yield page
    context.close()


def written(stack: Stack, visitor: Visitor) -> list[str]:
    return [
        one["text"] for one in transcript.pushed(open_house(stack.settings).profiles.engine, visitor.customer, None)
    ]


def test_an_answer_comes_without_reloading(stack: Stack, visitor: Visitor, agent: Page) -> None:
    """By the keyboard alone: written, sent, and the customer's next words stand there while the next is being written."""
    agent.get_by_label("Your message").fill("Hello, Sam here.")
    agent.keyboard.press("Control+Enter")
    agent.get_by_role("heading", name="You have this conversation").wait_for(timeout=ANSWER_MS)
    expect(agent.get_by_label("Your message")).to_be_focused()
    agent.keyboard.type("And one more")
    visitor.says("my parcel came open")
    expect(agent.locator("#latest")).to_contain_text("my parcel came open")
    expect(agent.get_by_label("Your message")).to_have_value("And one more")
    assert written(stack, visitor) == ["Hello, Sam here."]
    assert agent.evaluate("document.documentElement.scrollWidth") == 360


def test_a_broken_line_takes_nothing_away(stack: Stack, visitor: Visitor, agent: Page) -> None:
    """What could not be sent stays in its field, is said to be unsent, and is sent once when the line is back."""
    agent.context.set_offline(True)
    agent.get_by_label("Your message").fill("It is on its way.")
    agent.keyboard.press("Control+Enter")
    expect(agent.locator("#live")).to_contain_text("Not sent")
    expect(agent.get_by_label("Your message")).to_have_value("It is on its way.")
    agent.context.set_offline(False)
    agent.keyboard.press("Control+Enter")
    expect(agent.locator("#latest")).to_contain_text("It is on its way.")
    assert written(stack, visitor) == ["It is on its way."]


def test_the_page_is_dark_where_the_computer_is(agent: Page) -> None:
    """And what is written on it can be read: ink on paper keeps WCAG's 4.5 to 1."""
    colours = agent.evaluate(
        """() => ['h1', '.soft', '#write label', '#hand button'].map((where) => {
            const one = document.querySelector(where), rgb = (text) => text.match(/[\\d.]+/g).slice(0, 3).map(Number);
            let under = one;
            while (getComputedStyle(under).backgroundColor === 'rgba(0, 0, 0, 0)') under = under.parentElement;
            return [rgb(getComputedStyle(one).color), rgb(getComputedStyle(under).backgroundColor)];
        })"""
    )
    assert max(colours[0][1]) < 64
    for ink, paper in colours:
        assert contrast(ink, paper) >= 4.5, (ink, paper)


def contrast(one: list[float], other: list[float]) -> float:
    """WCAG 2's ratio of two colours."""

    def light(colour: list[float]) -> float:
        parts = [c / 255 / 12.92 if c / 255 <= 0.03928 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)
