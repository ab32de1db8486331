"""A small shop with real stores on real SQLite files, and people at its desk."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from console.app import create_app
from console.store import ConsoleStore
from profiles import engines as profile_engines
from profiles.migrate import upgrade as upgrade_profiles
from profiles.model import Consent, Fact, Observation, Turn
from profiles.store import ProfileStore
from settings import Settings
from shop import engines as shop_engines
from shop.migrate import upgrade as upgrade_shop
from shop.store import ShopStore
from shop.terms import Terms, load_terms

NOW = datetime(2026, 5, 2, 6, 15, tzinfo=timezone.utc)
PASSWORD = "a good long password"
SHOP = "name: Bottega di prova\ncurrency: EUR\ntimezone: Europe/Rome\nlanguages: [en, it]\nnews: {en: Figs are in}\n"
SHOP += "remedies: [{id: redo, text: {en: a fresh one}}]\n"


@dataclass
class Hands:
    """A clock whose hands a test can move."""

    at: datetime = NOW

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **step: float) -> None:
        self.at += timedelta(**step)


@dataclass
class SmallHouse:
    """What the console needs of the house, over files of this test."""

    profiles: ProfileStore
    shop: ShopStore
    console: ConsoleStore
    terms: Terms
    clock: Callable[[], datetime]
    files: Path
    hands: Hands = field(default_factory=Hands)
    settings: Settings = field(default_factory=Settings)


class Visitor:
    """A browser at the desk."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def get(self, path: str, **options):
        return self.client.get(path, follow_redirects=False, **options)

    def token(self, path: str = "/logout") -> str:
        found = re.search(r'name="form_token" value="([0-9a-f]+)"', self.client.get(path).text)
        assert found, f"no form on {path}"
        return found.group(1)

    def post(self, path: str, token: str | None = None, **fields: str):
        data = {"form_token": self.token() if token is None else token, **fields}
        return self.client.post(path, data=data, follow_redirects=False)

    def sign_in(self, name: str, password: str = PASSWORD):
        return self.post("/login", self.token("/login"), name=name, password=password)


@pytest.fixture
def house(tmp_path: Path) -> SmallHouse:
    urls = {name: f"sqlite:///{tmp_path / name}.db" for name in ("profiles", "shop", "console")}
    upgrade_profiles(urls["profiles"])
    upgrade_shop(urls["shop"])
    (tmp_path / "shop.yml").write_text(SHOP)
    hands = Hands()
    made = SmallHouse(
        profiles=ProfileStore(profile_engines.open_engine(urls["profiles"])),
        shop=ShopStore(shop_engines.open_engine(urls["shop"])),
        console=ConsoleStore.open(urls["console"]),
        terms=load_terms(tmp_path / "shop.yml"),
        clock=hands,
        files=tmp_path,
        hands=hands,
    )
    for name, role in (("Ottavia", "owner"), ("Sam", "support"), ("Rita", "read")):
        made.console.add_staff(name, PASSWORD, role, NOW)
    return made


@pytest.fixture
def browser(house: SmallHouse) -> Callable[[], Visitor]:
    """Opens a fresh browser on the one app."""
    app = create_app(house, secret="s" * 40, real_now=house.hands)
    return lambda: Visitor(TestClient(app, base_url="http://127.0.0.1"))


@pytest.fixture
def at_desk(browser: Callable[[], Visitor]) -> Callable[[str], Visitor]:
    """A browser in which this person has signed in."""

    def signed_in(name: str) -> Visitor:
        visitor = browser()
        assert visitor.sign_in(name).headers["location"] == "/"
        return visitor

    return signed_in


def turn_of(customer: str, message_id: str = "m1", at: datetime = NOW, said: str = "hey, quick flat white pls") -> Turn:
    """A turn with a cue, a plan and a reason, as the turn records it."""
    start = said.find("quick")
    evidence = [{"text": "quick", "start": start, "end": start + 5}] if start >= 0 else []
    cues = {
        "urgency": {"value": 0.8, "reason": None, "evidence": evidence},
        "sentiment": {"value": None, "reason": "no words of feeling", "evidence": []},
    }
    plan = {
        "tone": {"register": -0.6, "warmth": 0.5, "emoji": 0, "use_name": False},
        "length": {"level": "short", "words": 12, "sentences": 1, "options": 1},
        "pitch": {"lead": "quickest", "small_talk": False},
    }
    return Turn(
        customer=customer,
        channel="shop",
        message_id=message_id,
        at=at,
        kind="text",
        said=said,
        replies=({"kind": "reply", "text": "Flat white, 3.20 €. Shall I?", "choices": [], "products": []},),
        heard={"cues": cues, "wishes": [{"intent": "start_order", "confidence": 0.93, "text": said}]},
        plan=plan,
        reasons=("You seem in a hurry, so I keep it short.",),
    )


@pytest.fixture
def met(house: SmallHouse) -> Callable[..., str]:
    """Records a turn of a customer and returns their number."""

    def record(customer: str = "c-1001", *, named: str = "", **turn) -> str:
        made = turn_of(customer, **turn)
        heard = Observation(customer, "shop", made.message_id, made.at, "urgency", 0.8, "quick")
        consents = [Consent(purpose, True, made.at, "chip") for purpose in ("remember", "personalise")] if named else []
        facts = [Fact("name", named, made.at, made.message_id, f"I'm {named}")] if named else []
        house.profiles.record(made, observations=[heard], consents=consents, facts=facts)
        return customer

    return record
