"""The owner's page: the day's news, and how visits ended."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from console.came_of_it import sentences
from console.desk import AtDesk, Owning, Refused, TheDesk, owning, see_other, writing
from console.store import ConsoleStore
from console.wording import LANGUAGES
from profiles import outcomes
from profiles.comparing import compare

router = APIRouter()

MAX_NEWS = 280
CHANGED_AT = "news_changed_at"
KEPT = "The news is kept. Solito tells it from now on to those who like to chat."


@router.get("/news")
def show(request: Request, desk: TheDesk, me: Owning, done: str = "") -> Response:
    """The day's news in each of the shop's languages, and the counts."""
    store, languages = desk.house.console, desk.house.terms.languages
    engine = desk.house.profiles.engine
    counts = outcomes.summarise(engine)
    compared = compare(outcomes.compared(engine))
    shown: dict[str, Any] = {
        "fields": [_field(store, lang, first=place == 0) for place, lang in enumerate(languages)],
        "from_file": [
            (LANGUAGES.get(lang, lang), text) for lang in languages if (text := desk.house.terms.news.say(lang))
        ],
        "changed_at": _changed_at(store),
        "outcomes": list(counts.items()) if any(counts.values()) else [],
        "compared": sentences(compared, desk.house.settings.plain_share),
        "notice": KEPT if done else "",
    }
    return desk.page(request, "news.html", me, status=200, **shown)


async def form_texts(request: Request) -> dict[str, str]:
    """The form's fields, as text."""
    return {name: value for name, value in (await request.form()).items() if isinstance(value, str)}


@router.post("/news")
def keep(
    desk: TheDesk,
    me: Annotated[AtDesk, Depends(writing)],
    _owner: Annotated[AtDesk, Depends(owning)],
    texts: Annotated[dict[str, str], Depends(form_texts)],
) -> Response:
    """Keep the news. The first language's text is also told in a language whose own is empty."""
    store = desk.house.console
    for place, lang in enumerate(desk.house.terms.languages):
        key = ConsoleStore.news_key(lang, first=place == 0)
        text = " ".join(texts.get(f"news-{lang}", "").split())
        if len(text) > MAX_NEWS:
            raise Refused(
                422, "That is more than news", f"Keep it to {MAX_NEWS} characters: one sentence, told in passing."
            )
        store.set_setting(key, text)
    store.set_setting(CHANGED_AT, desk.now.isoformat())
    return see_other("/news", done="kept")


def _field(store: ConsoleStore, lang: str, *, first: bool) -> dict[str, str]:
    text = store.setting(ConsoleStore.news_key(lang, first=first)) or ""
    return {"id": f"news-{lang}", "lang": lang, "label": LANGUAGES.get(lang, lang), "text": text}


def _changed_at(store: ConsoleStore) -> datetime | None:
    kept = store.setting(CHANGED_AT)
    return datetime.fromisoformat(kept) if kept else None
