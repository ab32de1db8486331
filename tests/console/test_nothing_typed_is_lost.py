"""A session that ends, a colleague who is faster, a form sent twice: what staff wrote is neither lost nor said twice."""

from __future__ import annotations

import pytest

from profiles import handover, transcript

PAGE = "/customers/c-1001"
WORDS = "It is ready <b>at nine</b>."
SHOWN = "It is ready &lt;b&gt;at nine&lt;/b&gt;."


def sign_in_from(page, visitor, name="Sam"):
    """Fill in the sign-in form that a page shows, with all that is hidden in it."""
    import html
    import re

    token = re.search(r'name="form_token" value="([0-9a-f]+)"', page.text)[1]
    hidden = dict(re.findall(r'type="hidden" name="(next|field)" value="([^"]*)"', page.text))
    words = re.search(r'<textarea name="words" hidden>(.*?)</textarea>', page.text, re.S)
    fields = {**hidden, **({"words": html.unescape(words[1])} if words else {})}
    return visitor.post("/login", token, name=name, password="a good long password", **fields)


@pytest.mark.parametrize(("form", "field"), [("messages", "text"), ("notes", "note")])
def test_words_outlive_a_session_that_ended(house, at_desk, met, form, field):
    """Signed out in mid-writing: the sign-in keeps the words, and leads back to the page with them in their field, unsent."""
    met()
    visitor = at_desk("Sam")
    visitor.post(f"{PAGE}/take")
    token = visitor.token(PAGE)
    house.console.end_sessions(house.console.staff_named("Sam").id)
    late = visitor.post(f"{PAGE}/{form}", token, **{field: WORDS})
    assert late.status_code == 401
    assert SHOWN in late.text
    back = sign_in_from(late, visitor)
    assert back.headers["location"] == f"{PAGE}?done=kept"
    page = visitor.get(PAGE).text
    assert f">{SHOWN}</textarea>" in page
    assert transcript.pushed(house.profiles.engine, "c-1001", None) == []
    assert f">{SHOWN}</textarea>" not in visitor.get(PAGE).text  # it is on their screen now, and nowhere else
    assert house.console.remarks("c-1001") == []


def test_a_wrong_password_does_not_lose_them(house, at_desk, met):
    """The second try still leads back to the words."""
    met()
    visitor = at_desk("Sam")
    house.console.end_sessions(house.console.staff_named("Sam").id)
    late = visitor.post(f"{PAGE}/messages", visitor.token("/login"), text=WORDS)
    missed = visitor.post(
        "/login", visitor.token("/login"), name="Sam", password="x", next=PAGE, field="text", words=WORDS
    )
    assert late.status_code == missed.status_code == 401
    sign_in_from(missed, visitor)
    assert f">{SHOWN}</textarea>" in visitor.get(PAGE).text


def test_another_site_puts_no_words_into_anybodys_mouth(house, at_desk, met):
    """A form that another site sent brings nothing along to the sign-in."""
    met()
    answer = at_desk("Sam").client.post(
        f"{PAGE}/messages", data={"text": WORDS}, headers={"sec-fetch-site": "cross-site", "cookie": ""}
    )
    assert SHOWN not in answer.text
    assert house.console.remarks("c-1001") == []


@pytest.mark.parametrize("page", ["//evil.example", "https://evil.example", "/\\evil.example", "/login", "/logout"])
def test_the_sign_in_leads_nowhere_else(browser, page):
    """Where somebody is sent afterwards is a page of ours."""
    visitor = browser()
    answer = visitor.post("/login", visitor.token("/login"), name="Sam", password="a good long password", next=page)
    assert answer.headers["location"] == "/"


def test_a_faster_colleague_costs_no_words(house, at_desk, met):
    """Both write at once: one takes over and sends, the other is told who was faster and finds the words on the page."""
    met()
    sam, ottavia = at_desk("Sam"), at_desk("Ottavia")
    assert ottavia.post(f"{PAGE}/messages", text="I have it", take="yes").status_code == 303
    refused = sam.post(f"{PAGE}/messages", text=WORDS, take="yes")
    assert refused.status_code == 409
    assert "Ottavia was faster" in refused.text
    assert SHOWN in sam.get(PAGE).text
    assert [m["text"] for m in transcript.pushed(house.profiles.engine, "c-1001", None)] == ["I have it"]
    assert SHOWN not in ottavia.get(PAGE).text


def test_a_form_of_an_older_session_keeps_its_words(house, at_desk, met):
    """Signed in anew in another tab, this tab's form is stale: refused, and its words are in the fresh one."""
    met()
    visitor = at_desk("Sam")
    assert visitor.post(f"{PAGE}/messages", "0" * 64, text=WORDS, take="yes").status_code == 403
    assert handover.state(house.profiles.engine, "c-1001") is None
    assert f">{SHOWN}</textarea>" in visitor.get(PAGE).text


def test_sent_twice_is_said_once(house, at_desk, met):
    """A double click, or the same form again after a broken line: one message; the same words in a new form: another."""
    met()
    visitor = at_desk("Sam")
    for once in ("a", "a", "b"):
        assert visitor.post(f"{PAGE}/messages", text="On my way", take="yes", once=once).status_code == 303
    sent = transcript.pushed(house.profiles.engine, "c-1001", None)
    assert [(m["from"], m["text"]) for m in sent] == [("staff", "On my way")] * 2
    assert [line.action for line in house.console.accesses("c-1001")].count("pushed") == 2
