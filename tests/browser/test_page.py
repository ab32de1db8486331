"""The page as a visitor meets it: real Chromium, real server."""

from __future__ import annotations

import json
import re
import zipfile
from urllib.parse import urlsplit

import pytest
from gestures import ANSWER_MS, enter_as, open_chat, quick_replies, replies, said, say
from playwright.sync_api import Page, Route, expect

ORDER = "a flat white, please"  # its answer asks something that can be pressed
BROWSE = "what can you recommend?"  # its answer shows products
WORDS = re.compile(r"^\d+ words?$")


def test_the_chat_never_opens_itself(visitor: Page) -> None:
    """Until somebody presses a native button there is no chat, and nothing of it has been loaded."""
    expect(visitor.get_by_role("dialog")).to_have_count(0)
    assert visitor.evaluate("customElements.get('deep-chat') === undefined")
    assert visitor.locator(".launcher").evaluate("button => button.tagName") == "BUTTON"


def test_a_newcomer_is_welcomed_and_answered(visitor: Page) -> None:
    """Opening the chat brings a welcome, a message brings an answer."""
    open_chat(visitor)
    assert say(visitor, "when do you close?")
    assert said(visitor) == ["when do you close?"]


def test_the_header_always_offers_ai_data_and_a_person(visitor: Page) -> None:
    """The three real buttons are there, the AI one explains itself, and a person can be asked for in one press."""
    open_chat(visitor)
    about = visitor.get_by_role("button", name="AI assistant")
    about.click()
    expect(visitor.get_by_role("note")).to_contain_text("not a person")
    visitor.keyboard.press("Escape")
    expect(visitor.get_by_role("note")).to_be_hidden()
    expect(about).to_be_focused()
    expect(visitor.get_by_role("button", name="your data")).to_be_visible()
    before = replies(visitor).count()
    visitor.get_by_role("button", name="talk to a person").click()
    replies(visitor).nth(before).wait_for(timeout=ANSWER_MS)
    assert said(visitor)[-1].lower() == "talk to a person"


def test_a_quick_reply_is_said_and_all_of_them_vanish(visitor: Page) -> None:
    """At most three; pressing one shows its title as the visitor's own words and takes the row away."""
    open_chat(visitor)
    say(visitor, ORDER)
    first = quick_replies(visitor).first
    first.wait_for(timeout=ANSWER_MS)
    assert quick_replies(visitor).count() <= 3
    title, before = first.inner_text(), replies(visitor).count()
    choice = first.get_attribute("data-choice")
    with visitor.expect_request(lambda request: request.method == "POST" and "messages" in request.url) as sent:
        first.click()
    assert json.loads(sent.value.post_data or "{}")["choice"] == choice
    replies(visitor).nth(before).wait_for(timeout=ANSWER_MS)
    assert said(visitor)[-1] == title
    assert visitor.locator(f"#messages [data-choice='{choice}'][data-title='{title}']").count() <= 1
    assert visitor.locator("#messages .choices").count() <= 1


def test_a_product_card_shows_a_product_and_orders_it(visitor: Page) -> None:
    """Picture, title and price; "Order" is answered, and is said under the product's name."""
    open_chat(visitor)
    say(visitor, BROWSE)
    card = visitor.locator("#messages .card").first
    card.wait_for(timeout=ANSWER_MS)
    title = card.locator("h4").inner_text()
    assert title
    assert any(digit.isdigit() for digit in card.locator(".price").inner_text())
    expect(card.locator("img")).to_have_js_property("complete", True)
    assert card.locator("img").evaluate("image => image.naturalWidth") > 0
    before = replies(visitor).count()
    card.get_by_role("button", name="Order").click()
    replies(visitor).nth(before).wait_for(timeout=ANSWER_MS)
    assert title in said(visitor)[-1]


def test_a_reload_keeps_the_conversation(visitor: Page) -> None:
    """What was said before the reload is there again after it, once, and the shop does not greet twice."""
    open_chat(visitor)
    say(visitor, "hello there")
    before = replies(visitor).all_inner_texts()
    visitor.reload()
    open_chat(visitor)
    expect(visitor.locator("#messages .user-message-text")).to_have_count(1)
    visitor.wait_for_timeout(1500)  # a second greeting would have come by now
    assert said(visitor) == ["hello there"]
    assert len(replies(visitor).all_inner_texts()) >= len(before)
    assert replies(visitor).all_inner_texts()[-1] == before[-1]


def test_after_a_reload_a_pressed_button_is_still_in_words(visitor: Page) -> None:
    """What stood on it, as it was said then: never the id under which it travels. A time tells when that was."""
    open_chat(visitor)
    say(visitor, ORDER)
    before = replies(visitor).count()
    quick_replies(visitor).nth(1).click()
    replies(visitor).nth(before).wait_for(timeout=ANSWER_MS)
    asked = said(visitor)
    visitor.reload()
    open_chat(visitor)
    expect(visitor.locator("#messages .user-message-text")).to_have_count(2)
    assert said(visitor) == asked
    expect(visitor.locator("#messages .divider")).to_have_text(re.compile(r"\d\d:\d\d$"))


def test_two_tabs_are_one_conversation(visitor: Page, page_url: str) -> None:
    """What is asked and answered in one is shown in the other, once, and a question that is answered has no buttons left."""
    open_chat(visitor)
    say(visitor, ORDER)
    other = visitor.context.new_page()
    other.goto(page_url)
    open_chat(other)
    answer = say(other, "when do you close?")
    expect(visitor.locator("#messages .user-message-text")).to_have_count(2)
    expect(replies(visitor).last).to_have_text(answer, use_inner_text=True)
    assert said(visitor) == [ORDER, "when do you close?"]
    other.close()


def test_the_shop_writes_while_the_chat_is_closed(visitor: Page) -> None:
    """A closed chat goes on listening: button and title count what waits, a screen reader is told, and opening clears it."""
    waiting: list[dict[str, object]] = []
    visitor.route(
        "**/messages?after=*",
        lambda route: route.fulfill(json={"messages": [waiting.pop()] if waiting else [], "next": "999.0"}),
    )
    open_chat(visitor)
    visitor.get_by_role("button", name="Close the chat").click()
    title = visitor.title()
    said_by = {"id": "999.0", "at": "2026-03-02T12:00:00+00:00", "from": "staff"}
    waiting.append({**said_by, "text": "Your cake is ready.", "choices": [], "products": []})
    launcher = visitor.get_by_role("button", name="Talk to the shop 1 new message")
    launcher.wait_for(timeout=ANSWER_MS)
    expect(visitor.locator(".launcher-news")).to_have_text("1 new message")
    assert visitor.title() == f"(1) {title}"
    launcher.click()
    expect(visitor.locator("#messages .staff")).to_contain_text("Your cake is ready.")
    assert visitor.title() == title


@pytest.mark.parametrize("place", ["page", "chat", "both", "data"])
def test_nothing_sticks_out_on_a_phone(phone: Page, page_url: str, place: str) -> None:
    """At 360 pixels no view scrolls sideways."""
    if place == "both":
        phone.goto(f"{page_url}?view=both")
        phone.locator(".both-form").wait_for()
    elif place != "page":
        open_chat(phone)
        say(phone, BROWSE)
        say(phone, "a-very-long-word-" * 12)
    if place == "data":
        phone.get_by_role("button", name="your data").click()
        phone.locator(".data-content h3").first.wait_for()
    wide = """() => [document.documentElement, ...document.querySelectorAll("dialog[open], .chat")].concat(
        [...document.querySelectorAll("deep-chat")].map(chat => chat.shadowRoot?.getElementById("messages")))
        .filter(box => box && (box.scrollWidth > box.clientWidth + 1 || box.getBoundingClientRect().right > innerWidth + 1))
        .map(box => box.tagName + "." + box.className + "#" + box.id)"""
    assert phone.evaluate(wide) == []


def test_the_sheet_fills_a_phone_and_gives_it_back(phone: Page) -> None:
    """On a phone the chat covers the whole screen and closes with its button."""
    open_chat(phone)
    box = phone.get_by_role("dialog").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 360, "height": 740}
    phone.get_by_role("button", name="Close the chat").click()
    expect(phone.get_by_role("dialog")).to_have_count(0)


def test_the_keyboard_is_enough(visitor: Page) -> None:
    """Tab to the big button, Enter, write, Enter, Tab to a quick reply, Enter; Escape closes and the focus is back."""
    for _ in range(12):
        visitor.keyboard.press("Tab")
        if visitor.evaluate("document.activeElement.textContent") == "Talk to the shop":
            break
    visitor.keyboard.press("Enter")
    replies(visitor).first.wait_for(timeout=ANSWER_MS)
    expect(visitor.locator("#text-input")).to_be_focused()
    visitor.keyboard.type(ORDER)
    visitor.keyboard.press("Enter")
    quick_replies(visitor).first.wait_for(timeout=ANSWER_MS)
    for _ in range(8):
        visitor.keyboard.press("Shift+Tab")
        if visitor.evaluate("document.activeElement.shadowRoot?.activeElement?.dataset.choice ?? ''"):
            break
    before = replies(visitor).count()
    visitor.keyboard.press("Enter")
    replies(visitor).nth(before).wait_for(timeout=ANSWER_MS)
    visitor.keyboard.press("Escape")
    expect(visitor.get_by_role("dialog")).to_have_count(0)
    expect(visitor.get_by_role("button", name="Talk to the shop").first).to_be_focused()


SLOW_MAKING = """(() => {
    const create = document.createElement.bind(document);
    document.createElement = (name, ...rest) => {
        const made = create(name, ...rest);
        const until = performance.now() + (name === "deep-chat" ? 60 : 0);
        while (performance.now() < until);
        return made;
    };
})()"""


def test_a_slow_machine_does_not_lose_the_focus(visitor: Page) -> None:
    """Where making the chat takes long it is drawn twice: the focus and the log's name are those of the second drawing."""
    visitor.add_init_script(SLOW_MAKING)
    visitor.reload()
    open_chat(visitor)
    expect(visitor.locator("#text-input")).to_be_focused()
    expect(visitor.get_by_role("log")).to_have_attribute("aria-label", "Conversation: Somebody new")
    assert replies(visitor).count() >= 1


def test_a_screen_reader_hears_the_log(visitor: Page) -> None:
    """The messages are a polite live log with a name, and each side's words say whose they are."""
    open_chat(visitor)
    say(visitor, "hello there")
    log = visitor.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    expect(log).to_have_attribute("aria-label", "Conversation: Somebody new")
    assert "You:" in (log.locator(".user-message-text").first.text_content() or "")
    assert "Assistant:" in (replies(visitor).last.text_content() or "")
    expect(visitor.get_by_role("textbox", name="Write to the shop…")).to_be_visible()
    expect(visitor.get_by_role("button", name="Send")).to_be_visible()


@pytest.mark.parametrize(
    "text",
    ['<img src=x onerror="window.pwned=1">', "<script>window.pwned=1</script>", "[x](javascript:window.pwned=1)"],
)
def test_html_in_a_message_is_inert(visitor: Page, text: str) -> None:
    """Markup and dangerous links are shown as the text that they are, now and after a reload."""
    open_chat(visitor)
    say(visitor, text)
    assert said(visitor) == [text]
    visitor.reload()
    open_chat(visitor)
    expect(visitor.locator("#messages .user-message-text")).to_have_count(1)
    assert said(visitor) == [text]
    assert visitor.locator("#messages").locator("img[src='x'], script, a[href^='javascript']").count() == 0
    assert visitor.evaluate("window.pwned") is None


def test_two_customers_side_by_side(visitor: Page, page_url: str) -> None:
    """One question goes to both, both answer, and the question stands at the same height in both."""
    visitor.goto(f"{page_url}?view=both")
    visitor.locator("#messages .reply").first.wait_for(timeout=ANSWER_MS)
    pickers = visitor.locator(".chat-title select")
    assert [pickers.nth(side).input_value() for side in (0, 1)] == ["demo-marco", "demo-giulia"]
    visitor.get_by_placeholder("same question").fill("what time do you close today?")
    visitor.get_by_role("button", name="Ask both").click()
    expect(visitor.locator(".tally").nth(0)).to_have_text(WORDS, timeout=ANSWER_MS)
    expect(visitor.locator(".tally").nth(1)).to_have_text(WORDS, timeout=ANSWER_MS)
    expect(visitor.get_by_role("button", name="Ask both")).to_be_enabled()
    chats = [visitor.locator("deep-chat").nth(side).locator(".user-message-text").last for side in (0, 1)]
    for _ in range(50):  # they scroll there softly
        heights = [(chat.bounding_box() or {})["y"] for chat in chats]
        if abs(heights[0] - heights[1]) <= 3:
            break
        visitor.wait_for_timeout(100)
    assert abs(heights[0] - heights[1]) <= 3


def test_the_strip_says_who_one_is(visitor: Page) -> None:
    """Who comes in as a regular from the page is that regular under the chat, too, from the first moment."""
    chosen = visitor.locator(".person").nth(1).locator("strong").first.inner_text()
    enter_as(visitor, 1)
    expect(visitor.get_by_label("You are").locator("option:checked")).to_have_text(chosen)


def test_your_data_can_be_seen_and_consent_changed(visitor: Page) -> None:
    """The panel names what is allowed; a switch is kept; Escape closes the panel and not the chat."""
    enter_as(visitor, 1)
    visitor.get_by_role("button", name="your data").click()
    panel = visitor.get_by_role("dialog", name="Your data")
    measure = panel.get_by_role("switch", name="Measure")
    measure.wait_for(timeout=ANSWER_MS)
    was = measure.is_checked()
    measure.focus()
    visitor.keyboard.press("Space")
    expect(panel.get_by_role("status")).to_have_text("Saved.")
    visitor.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(visitor.get_by_role("button", name="your data")).to_be_focused()
    visitor.keyboard.press("Enter")
    expect(panel.get_by_role("switch", name="Measure")).to_be_checked(checked=not was)
    panel.get_by_role("switch", name="Measure").click()
    expect(panel.get_by_role("switch", name="Measure")).to_be_checked(checked=was)


def test_your_data_can_be_taken_along(visitor: Page) -> None:
    """The export is a file of JSON, or a zip of tables."""
    enter_as(visitor, 1)
    visitor.get_by_role("button", name="your data").click()
    with visitor.expect_download() as download:
        visitor.get_by_role("button", name="Download everything").click()
    assert download.value.suggested_filename == "my-data.json"
    assert json.loads(download.value.path().read_text())
    with visitor.expect_download() as download:
        visitor.get_by_role("button", name="As tables (CSV)").click()
    assert download.value.suggested_filename == "my-data.zip"
    with zipfile.ZipFile(download.value.path()) as archive:
        assert {"profiles/estimates.csv", "shop/orders_lines.csv"} <= set(archive.namelist())


def test_forget_me_asks_once_and_starts_afresh(visitor: Page) -> None:
    """After a yes the conversation is gone, the token too, and a stranger is welcomed."""
    open_chat(visitor)
    say(visitor, "hello there")
    token = visitor.evaluate("localStorage.getItem('solito.new')")
    visitor.get_by_role("button", name="your data").click()
    visitor.get_by_role("button", name="Forget me").click()
    visitor.get_by_role("button", name="Yes, forget me").click()
    expect(visitor.get_by_role("dialog", name="Your data")).to_have_count(0)
    expect(visitor.locator("#messages .user-message-text")).to_have_count(0)
    replies(visitor).first.wait_for(timeout=ANSWER_MS)
    assert visitor.evaluate("localStorage.getItem('solito.new')") != token


def test_coming_back_tomorrow_is_a_new_day(visitor: Page) -> None:
    """The button brings a quiet line and a new welcome."""
    open_chat(visitor)
    say(visitor, "hello there")
    before = replies(visitor).count()
    visitor.get_by_role("button", name="Come back tomorrow").click()
    expect(visitor.locator("#messages .divider")).to_have_text("the next day")
    replies(visitor).nth(before).wait_for(timeout=ANSWER_MS)


def test_a_dropped_line_repeats_the_same_id(visitor: Page) -> None:
    """A message that the network loses is sent again under the same id and answered once."""
    open_chat(visitor)
    ids: list[str] = []

    def drop_the_first(route: Route) -> None:
        if route.request.method != "POST":
            return route.continue_()
        ids.append(json.loads(route.request.post_data or "{}")["id"])
        return route.abort() if len(ids) == 1 else route.continue_()

    visitor.route("**/messages*", drop_the_first)
    say(visitor, "hello there")
    assert len(ids) == 2
    assert ids[0] == ids[1]
    assert said(visitor) == ["hello there"]


def test_what_was_said_without_a_line_goes_when_it_is_back(visitor: Page) -> None:
    """All of it, in its order, without a press; and the word about the lost line goes away."""
    open_chat(visitor)
    visitor.context.set_offline(True)
    visitor.locator("#text-input").click()
    for text in ("when do you close?", "do you have tea?"):
        visitor.keyboard.type(text)
        visitor.keyboard.press("Enter")
    expect(visitor.locator("#messages [data-retry]")).to_have_count(1, timeout=30_000)
    before = replies(visitor).count()
    visitor.wait_for_timeout(6500)  # the second message has been given up, too
    visitor.context.set_offline(False)
    replies(visitor).nth(before + 1).wait_for(timeout=ANSWER_MS)
    expect(visitor.locator("#messages [data-retry]")).to_have_count(0)
    expect(visitor.locator("#messages")).not_to_contain_text("can't reach the shop")


def test_by_night_the_page_is_dark_and_can_be_read(visitor: Page, page_url: str) -> None:
    """Dark ground and light words, on the page and in the chat's own shadow."""
    visitor.emulate_media(color_scheme="dark")
    open_chat(visitor)
    light = "(element, of) => getComputedStyle(element)[of].match(/[0-9.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0)"
    for place in (visitor.locator("html"), replies(visitor).first.locator("xpath=..")):
        ground, ink = place.evaluate(light, "backgroundColor"), place.evaluate(light, "color")
        assert ground < 180 < 600 < ink


def test_an_outage_offers_to_try_again(visitor: Page) -> None:
    """A degraded answer is shown with a button that sends the very same message once more."""
    open_chat(visitor)
    bodies: list[str] = []
    sorry = {"kind": "reply", "text": "Sorry, not just now.", "choices": [], "products": []}

    def down_at_first(route: Route) -> None:
        if route.request.method != "POST":
            return route.continue_()
        bodies.append(route.request.post_data or "")
        if len(bodies) > 1:
            return route.continue_()
        return route.fulfill(json={"id": json.loads(bodies[0])["id"], "replies": [sorry], "degraded": True})

    visitor.route("**/messages*", down_at_first)
    assert "Sorry" in say(visitor, "hello there")
    before = replies(visitor).count()
    visitor.locator("#messages [data-retry]").click()
    expect(visitor.locator("#text-input")).to_be_focused()
    replies(visitor).nth(before).wait_for(timeout=ANSWER_MS)
    assert bodies[0] == bodies[1]
    expect(visitor.locator("#messages [data-retry]")).to_have_count(0)


def test_nothing_comes_from_anywhere_else(visitor: Page, page_url: str) -> None:
    """No font server, no CDN; and the page lives under its own content security policy without a complaint."""
    hosts: set[str] = set()
    complaints: list[str] = []
    visitor.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    visitor.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    visitor.on("pageerror", lambda error: complaints.append(str(error)))
    visitor.reload()
    open_chat(visitor)
    say(visitor, "hello there")
    assert hosts == {urlsplit(page_url).netloc}
    assert complaints == []


def test_an_italian_browser_is_spoken_to_in_italian(visitor: Page, page_url: str) -> None:
    """The page's own words, and the shop's first ones, follow the browser's language."""
    context = visitor.context.browser.new_context(locale="it-IT")  # type: ignore[union-attr]
    page = context.new_page()
    page.goto(page_url)
    page.get_by_role("button", name="Parli con il negozio").first.click()
    expect(page.get_by_role("button", name="i Suoi dati")).to_be_visible()
    page.locator("#messages .notice", has_text="assistente").wait_for(timeout=ANSWER_MS)
    assert page.locator("html").get_attribute("lang") == "it"
    context.close()


def half_an_hour_later(page: Page) -> None:
    """Put the shop's clock forward and come back to the page."""
    page.evaluate(
        "fetch('demo/clock', {method: 'POST', body: JSON.stringify({advance_s: 1860})}).then((r) => r.json())"
    )
    page.reload()
    page.get_by_role("heading", level=1).wait_for()


def test_earlier_messages_are_behind_one_tap(visitor: Page) -> None:
    """After half an hour nothing of before is in sight; one tap shows it, in its order, above what was said since."""
    open_chat(visitor)
    say(visitor, "when do you close?")
    half_an_hour_later(visitor)
    visitor.get_by_role("button", name="Talk to the shop").first.click()
    earlier = visitor.get_by_role("button", name="Show earlier messages")
    earlier.wait_for(timeout=ANSWER_MS)
    assert said(visitor) == []
    say(visitor, "are you open?")
    assert said(visitor) == ["are you open?"]
    earlier.click()
    expect(visitor.locator("#messages .user-message-text")).to_have_count(2)
    assert said(visitor) == ["when do you close?", "are you open?"]
    expect(earlier).to_have_count(0)


def test_somebody_else_starts_fresh(visitor: Page) -> None:
    """ "That's not me": nothing of before stays in sight, and the browser gets a session of its own."""
    open_chat(visitor)
    say(visitor, "when do you close?")
    token = visitor.evaluate("localStorage.getItem('solito.new')")
    visitor.locator("#text-input").click()
    visitor.keyboard.type("that's not me, I'm somebody else")
    visitor.keyboard.press("Enter")
    expect(visitor.locator("#messages .user-message-text")).to_have_count(0)
    replies(visitor).first.wait_for(timeout=ANSWER_MS)
    assert "when do you close" not in visitor.locator("#messages").inner_text()
    say(visitor, "hello")
    assert visitor.evaluate("localStorage.getItem('solito.new')") != token
    assert said(visitor) == ["hello"]


def test_two_browsers_are_linked_and_unlinked(visitor: Page, phone: Page) -> None:
    """The code of one, said in the other, links them; under "your data" it is undone."""
    open_chat(visitor)
    visitor.get_by_role("button", name="your data").click()
    visitor.get_by_role("button", name="Link another one").click()
    code = visitor.locator(".data-code strong")
    code.wait_for(timeout=ANSWER_MS)
    open_chat(phone)
    phone.locator("#text-input").click()
    phone.keyboard.type(code.inner_text())
    phone.keyboard.press("Enter")
    phone.locator("#messages .notice", has_text="That's you, then").wait_for(timeout=ANSWER_MS)
    phone.get_by_role("button", name="your data").click()
    unlink = phone.get_by_role("button", name="Unlink: Another browser or app")
    unlink.click(timeout=ANSWER_MS)
    expect(unlink).to_have_count(0)
