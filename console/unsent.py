"""Words that staff wrote and that could not be sent: nothing typed is lost to a session that ended or a colleague who was faster.

They are kept as drafts, and are in their field again when the page is next shown.
"""

from __future__ import annotations

from urllib.parse import unquote

from fastapi import Request

from console.desk import AtDesk, Desk
from console.store import Remark

FIELDS = {"messages": "text", "notes": "note"}  # the form's address → its field
PEOPLE = "/customers/"
MAX_KEPT = 4000


def field_of(path: str) -> str:
    """Which field a form at this address carries: "text", "note", or "" where no words are at stake."""
    return FIELDS.get(path.rpartition("/")[2], "") if path.startswith(PEOPLE) else ""


def page_of(path: str) -> str:
    """The page that a form stands on: the address without what the form does."""
    return path.rpartition("/")[0] if path.startswith(PEOPLE) else "/" + path.strip("/").partition("/")[0]


def is_own_page(path: str) -> bool:
    """May somebody be sent there after the sign-in? To a page of ours only, whatever the address says."""
    return path.startswith("/") and not path.startswith(("//", "/\\", "/login", "/logout")) and path.isprintable()


async def words_of(request: Request, field: str) -> str:
    """What was typed into the form that came too late; "" unless one of our own pages sent it."""
    if not field or request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return ""
    typed = (await request.form()).get(field)
    return typed.strip()[:MAX_KEPT] if isinstance(typed, str) else ""


def keep(desk: Desk, me: AtDesk, customer: str, field: str, words: str) -> None:
    """Keep it for this person alone, until their page shows it."""
    if words.strip():
        desk.house.console.remark(Remark(desk.now, me.staff.name, customer, "draft", words.strip()[:MAX_KEPT], field))


def customer_at(page: str) -> str:
    """Whose page this is; "" of no customer's."""
    return unquote(page.removeprefix(PEOPLE)) if page.startswith(PEOPLE) else ""
