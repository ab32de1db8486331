"""A shop that has grown moves from SQLite to PostgreSQL, and nothing of it is lost on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from whole_house import AT, HOUR, held, live, open_at, serve

from profiles.model import AT_KEYBOARD
from running import moving
from running.backing_up import back_up
from running.moving import move
from running.restoring import MARK, RestoreRefused, check_whole
from settings import Settings

Grown = tuple[Settings, Path, dict[str, object]]


def quiet(_line: str) -> None:
    pass


@pytest.fixture
def grown(tmp_path: Path, new_postgres_url: Callable[[], str]) -> Grown:
    """The settings of the new home, the backup of the old one, and what it held of Anna."""
    old = Settings(var=tmp_path / "var", token_secret="t" * 40)
    house = open_at(old)
    live(house, "anna")
    live(house, "bruno")
    kept = held(house, "anna")
    back_up(old, tmp_path / "copy", AT + HOUR)
    url = new_postgres_url()
    return (
        old.copy(update={f"{n}_url": url for n in ("profiles", "shop", "tracker", "console")}),
        tmp_path / "copy",
        kept,
    )


def test_all_that_lasts_moves(grown: Grown) -> None:
    """Profile, orders, cart and notes are the same in the new home; the dialogue in progress stays behind; and it goes on
    from there with numbers that are free."""
    settings, copy, kept = grown
    moved = move(settings, copy, quiet)
    house = open_at(settings)
    there = held(house, "anna")
    assert kept.pop("dialogue")
    assert not there.pop("dialogue")
    assert there == kept
    assert moved.rows > 50
    serve(house, "anna", "a new message", AT + HOUR)
    live(house, "carla", AT + HOUR)
    assert len(house.shop.orders.of(("anna",))) == 4
    assert not (settings.var_dir / MARK).exists()


def test_the_access_log_moves_and_is_still_fast(grown: Grown) -> None:
    """What was logged before is there after, with a line for the move; no line can be changed."""
    settings, copy, _kept = grown
    move(settings, copy, quiet)
    engine = open_at(settings).profiles.engine
    with engine.connect() as connection:
        done = [row.did for row in connection.execute(sa.text("SELECT did FROM access_log"))]
        assert "restored" in done
        with pytest.raises(sa.exc.DBAPIError):
            connection.execute(sa.text("UPDATE access_log SET did = 'nothing'"))


def test_whoever_was_erased_since_the_backup_stays_erased(grown: Grown, tmp_path: Path) -> None:
    """An erasure between backup and move is made good."""
    settings, copy, _kept = grown
    open_at(Settings(var=tmp_path / "var", token_secret="t" * 40)).erase("bruno", AT_KEYBOARD)
    assert move(settings, copy, quiet).again == 1
    assert not open_at(settings).profiles.load("bruno", AT + HOUR).facts


def test_what_is_there_is_not_overwritten(grown: Grown, tmp_path: Path) -> None:
    """Databases that hold something, and such as are no PostgreSQL, are refused before anything is touched."""
    settings, copy, _kept = grown
    with pytest.raises(RestoreRefused, match="SOLITO_TRACKER_URL is no PostgreSQL"):
        move(Settings(var=tmp_path / "var", token_secret="t" * 40), copy, quiet)
    live(open_at(settings), "dora")
    with pytest.raises(RestoreRefused, match="not empty"):
        move(settings, copy, quiet)
    check_whole(settings)


def test_a_move_that_was_cut_off_is_run_again(grown: Grown, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut off between two databases the shop stays closed; run again it begins anew, and is whole."""
    settings, copy, kept = grown
    with monkeypatch.context() as patch:
        patch.setitem(moving.MOVED, "console", (moving.MOVED["console"][0], _cut_off))
        with pytest.raises(KeyboardInterrupt):
            move(settings, copy, quiet)
    with pytest.raises(RestoreRefused, match="cut off"):
        check_whole(settings)
    move(settings, copy, quiet)
    there = held(open_at(settings), "anna")
    assert there["shop"] == kept["shop"]
    assert there["console"] == kept["console"]


def _cut_off(_url: str) -> None:
    raise KeyboardInterrupt
