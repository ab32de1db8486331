"""A running shop ends visits every minute, sweeps every hour, and rewrites a large file at night."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from whole_house import AT, live, open_at

from house import House
from profiles import engines, retention, rows
from running import sweeping
from running.sweeping import Sweeping, rewrite_due
from settings import Settings

ROME = ZoneInfo("Europe/Rome")
LATER = AT + timedelta(days=40)


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=ROME)


@pytest.mark.parametrize(
    ("now", "last", "due"),
    [
        (at(3, 3), at(2, 3), True),
        (at(3, 4), at(3, 3), False),  # once a night
        (at(3, 12), at(2, 3), False),  # by day others would wait
        (at(4, 2), at(2, 3), True),  # a shop that is closed at night: two were missed
        (at(3, 3), at(2, 12), False),
    ],
)
def test_a_large_file_is_rewritten_at_night(now: datetime, last: datetime, due: bool) -> None:
    assert rewrite_due(now, last) is due


class Hands:
    """The clock of ``Sweeping``, and what was rewritten."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now, self.rewritten = 1000.0, 0
        monkeypatch.setattr(sweeping, "monotonic", lambda: self.now)
        monkeypatch.setattr(retention, "scrub", self._scrub)

    def _scrub(self, _engine: sa.engine.Engine) -> None:
        self.rewritten += 1

    def look(self, swept: Sweeping, after_s: float) -> None:
        self.now += after_s
        swept.look()


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    return Hands(monkeypatch)


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A shop whose customer was last there forty days ago."""
    settings = Settings(var=tmp_path, token_secret="x" * 40)
    (settings.var_dir / "run").mkdir(parents=True)
    live(open_at(settings), "anna")
    return open_at(settings, LATER)


def texts(house: House) -> int:
    with house.profiles.engine.connect() as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(rows.turns)).scalar_one())


def visits(house: House) -> int:
    """How many are in progress."""
    with house.profiles.engine.connect() as connection:
        return sum(connection.execute(sa.select(rows.customers.c.visit_open)).scalars())


def test_visits_end_within_a_minute_and_texts_go_within_an_hour(house: House, hands: Hands) -> None:
    """All that is due goes a minute after opening, then every hour; visits that are over end every minute."""
    swept = Sweeping(house)
    hands.look(swept, 59)
    assert visits(house) == 1
    hands.look(swept, 2)
    assert (visits(house), texts(house), hands.rewritten) == (0, 0, 1)
    live(open_at(house.settings), "bert")
    hands.look(swept, 61)
    assert visits(house) == 0
    assert texts(house) > 0
    hands.look(swept, 3541)
    assert (texts(house), hands.rewritten) == (0, 2)


def test_a_large_file_waits_for_the_night(house: House, hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    """By day its rows go and the file stays as it is; when it is due it is rewritten, and that is remembered."""
    monkeypatch.setattr(engines, "QUICK_BYTES", 1)
    monkeypatch.setattr(sweeping, "NIGHT", range(0))
    mark = house.settings.var_dir / "run" / "rewritten"
    mark.touch()
    swept = Sweeping(house)
    hands.look(swept, 61)
    assert (texts(house), hands.rewritten) == (0, 0)
    long_ago = mark.stat().st_mtime - 3 * 86_400
    os.utime(mark, (long_ago, long_ago))
    hands.look(swept, 3601)
    assert hands.rewritten == 1
    hands.look(swept, 3601)
    assert hands.rewritten == 1


def test_a_file_of_unknown_age_waits_for_its_first_night(
    house: House, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large file that has no mark is not rewritten by day, also where the shop opens anew; it is in the first night, once."""
    monkeypatch.setattr(engines, "QUICK_BYTES", 1)
    monkeypatch.setattr(sweeping, "NIGHT", range(0))
    hands.look(Sweeping(house), 61)
    assert (texts(house), hands.rewritten) == (0, 0)
    swept = Sweeping(house)
    hands.look(swept, 61)
    assert hands.rewritten == 0
    monkeypatch.setattr(sweeping, "NIGHT", range(24))
    hands.look(swept, 3601)
    assert hands.rewritten == 1
    hands.look(swept, 3601)
    assert hands.rewritten == 1


def test_a_file_of_unknown_age_is_rewritten_where_no_night_comes(
    house: House, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shop that is closed every night rewrites a large file without a mark a day after its first opening, by day."""
    monkeypatch.setattr(engines, "QUICK_BYTES", 1)
    monkeypatch.setattr(sweeping, "NIGHT", range(0))
    hands.look(Sweeping(house), 61)
    assert hands.rewritten == 0
    mark = house.settings.var_dir / "run" / "rewritten"
    a_day_ago = mark.stat().st_mtime - 86_400
    os.utime(mark, (a_day_ago, a_day_ago))
    hands.look(Sweeping(house), 61)
    assert hands.rewritten == 1


def test_a_database_that_is_away_is_swept_a_minute_later(
    house: House, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    swept, path = Sweeping(house), Path(house.profiles.engine.url.database or "")
    house.profiles.engine.dispose()
    away = path.rename(path.with_suffix(".away"))
    path.mkdir()  # no file can be opened there
    hands.look(swept, 61)
    path.rmdir()
    away.rename(path)
    assert texts(house) > 0
    hands.look(swept, 61)
    assert texts(house) == 0
