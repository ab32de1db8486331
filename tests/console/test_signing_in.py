"""Coming to the desk: who may, how often, and with which cookie."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from raw_bytes import raw_bytes

from console.accounts import NameTaken
from console.app import create_app
from console.desk import COOKIE
from console.passwords import WeakPassword
from console.sessions import Sessions


@pytest.mark.parametrize("path", ["/", "/customers/c-1001", "/waiting", "/news", "/logout"])
def test_without_a_cookie_every_page_leads_to_the_login(browser, met, path):
    """Nobody reads anything before signing in, and whoever does comes to where they were going."""
    met()
    answer = browser().get(path)
    assert answer.status_code == 303
    back = "" if path in ("/", "/logout") else f"?next={quote(path, safe='')}"
    assert answer.headers["location"] == f"/login{back}"


@pytest.mark.parametrize("path", ["take", "release", "messages", "notes", "tags", "verdict"])
def test_without_a_cookie_no_form_does_anything(house, browser, met, path):
    """A form of somebody who is not signed in leads to the sign-in and changes nothing."""
    met()
    answer = browser().post(f"/customers/c-1001/{path}", token="x", text="hello")
    assert answer.status_code == 401
    assert 'name="password"' in answer.text
    assert house.console.export("c-1001") == {"remarks": [], "accesses": []}


def test_the_right_password_opens_the_list(browser):
    """Name in any case, password exact; the cookie is out of scripts' reach and of foreign forms."""
    visitor = browser()
    answer = visitor.sign_in("oTTavia")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert "samesite=lax" in answer.headers["set-cookie"].lower()
    assert visitor.get("/").status_code == 200


@pytest.mark.parametrize(
    ("name", "password"), [("Ottavia", "wrong password"), ("Nobody", "a good long password"), ("", "")]
)
def test_a_wrong_name_or_password_is_told_apart_by_nobody(browser, name, password):
    """Unknown name and wrong password get the same words, and no way in."""
    visitor = browser()
    answer = visitor.sign_in(name, password)
    assert answer.status_code == 401
    assert "Name and password do not go together." in answer.text
    assert visitor.get("/").status_code == 303


def test_guessing_is_braked_and_the_brake_lets_go(house, browser):
    """After five wrong tries even the right password must wait a quarter of an hour, on real time."""
    visitor = browser()
    assert [visitor.sign_in("Sam", "wrong password").status_code for _ in range(6)] == [401] * 5 + [429]
    assert visitor.sign_in("Sam").status_code == 429
    assert visitor.sign_in("Rita").status_code == 303
    house.hands.forward(minutes=16)
    assert browser().sign_in("Sam").status_code == 303


def test_the_brake_keeps_no_name_that_was_typed(house, browser):
    """People type passwords into the name field: the file must not hold them."""
    browser().sign_in("my-secret-by-mistake", "x")
    kept = raw_bytes(house.files.glob("console.db*"))
    assert b"my-secret-by-mistake" not in kept


@pytest.mark.parametrize("tamper", [lambda c: c[:-2] + "xx", lambda c: "x" + c, lambda c: "", lambda c: "WzEsMV0.a.b"])
def test_a_tampered_cookie_is_no_cookie(at_desk, tamper):
    """Whatever is done to a cookie, it leads to the login."""
    visitor = at_desk("Ottavia")
    cookie = visitor.client.cookies.get(COOKIE)
    visitor.client.cookies.clear()
    visitor.client.cookies.set(COOKIE, tamper(cookie))
    assert visitor.get("/").headers["location"] == "/login"


def test_a_cookie_of_another_secret_is_refused(browser):
    """Somebody who signs cookies with a key of their own is nobody."""
    visitor = browser()
    forged = Sessions("f" * 40)
    visitor.client.cookies.set(COOKIE, forged.cookie(forged.new(1, 0)))
    assert visitor.get("/").headers["location"] == "/login"


def test_signing_out_ends_a_copied_cookie_too(at_desk, browser):
    """A cookie that was copied before signing out opens nothing afterwards."""
    visitor, thief = at_desk("Ottavia"), browser()
    thief.client.cookies.set(COOKIE, visitor.client.cookies.get(COOKIE))
    assert thief.get("/").status_code == 200
    assert visitor.post("/logout").headers["location"] == "/login"
    assert thief.get("/").headers["location"] == "/login"


def test_a_link_cannot_sign_anybody_out(at_desk):
    """GET /logout only asks."""
    visitor = at_desk("Ottavia")
    visitor.get("/logout")
    assert visitor.get("/").status_code == 200


@pytest.mark.parametrize("path", ["/logout", "/news", "/customers/c-1001/take", "/customers/c-1001/notes"])
@pytest.mark.parametrize("token", ["", "0" * 64, "ünicode"])
def test_a_form_without_its_token_is_refused(at_desk, met, path, token):
    """Every POST carries the session's token, or gets 403."""
    met()
    assert at_desk("Ottavia").post(path, token=token, note="x").status_code == 403


def test_signing_in_needs_the_form_s_token_too(browser):
    """Nobody is signed in to somebody else's account by a foreign page."""
    answer = browser().post("/login", token="", name="Ottavia", password="a good long password")
    assert answer.status_code == 403


def test_another_session_s_token_is_refused(at_desk, met):
    """A token belongs to one session."""
    met()
    other = at_desk("Sam").token()
    assert at_desk("Ottavia").post("/customers/c-1001/take", token=other).status_code == 403


@pytest.mark.parametrize(
    ("name", "password", "role", "error"),
    [
        ("ottavia ", "a good long password", "read", NameTaken),
        ("New", "short", "read", WeakPassword),
        ("New", "a good long password", "boss", ValueError),
        ("", "a good long password", "read", ValueError),
        ("New\n", "a" * 500, "read", WeakPassword),
    ],
)
def test_an_account_that_will_not_do_is_refused(house, name, password, role, error):
    """Names are unique whatever their case; passwords have a length, roles a list."""
    with pytest.raises(error):
        house.console.add_staff(name, password, role, house.clock())
    assert len(house.console.all_staff()) == 3


def test_passwords_are_kept_as_argon2(house):
    """Neither the password nor a fast hash of it is in the file."""
    kept = house.console.staff_named("Sam")
    assert kept.password_hash.startswith("$argon2id$")
    assert "argon2" not in repr(kept)


def test_a_short_secret_is_refused(house):
    """A guessable key would let anybody be the owner."""
    with pytest.raises(ValueError, match="at least 32"):
        create_app(house, secret="short")


def test_every_answer_carries_the_security_headers(at_desk):
    """Pages, refusals and files alike; pages are not cached."""
    visitor = at_desk("Rita")
    for path in ("/", "/login", "/nothing-here", "/static/staff.css"):
        headers = visitor.get(path).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
    assert visitor.get("/").headers["cache-control"] == "no-store"


def test_a_huge_form_is_not_read(at_desk):
    """One megabyte of form is refused by its length."""
    answer = at_desk("Sam").post("/customers/c-1001/notes", token="x", note="a" * 1_000_000)
    assert answer.status_code == 413


def test_pages_hold_one_script_of_ours_and_no_inline_style(at_desk, met):
    """What the policy forbids is not there to begin with: the one script is a file beside the style sheet."""
    met()
    visitor = at_desk("Ottavia")
    for path in ("/", "/customers/c-1001", "/waiting", "/news"):
        page = visitor.get(path).text
        assert re.findall("<script[^>]*>[^<]*", page) == ['<script src="/static/staff.js" defer>']
        assert "style=" not in page
