"""The day after: what was killed has come back with all that it knew, no log has told a word, and closing leaves nothing."""

from __future__ import annotations

import psutil
import pytest
from stack import Stack
from suffering import MARK, PARTS, Casualty, answered, back
from talking import messages_of, orders_of

from running.ports import check_ports

pytestmark = [pytest.mark.stack, pytest.mark.timeout(600)]


def test_all_of_it_comes_back(premises: Stack, casualty: Casualty) -> None:
    """The "yes" that Rasa died on is one order; history, cart and open question of everybody are there."""
    for part, pid in casualty.dead.items():
        back(premises, part, pid)
    visitor, other, said = casualty.visitor, casualty.other, casualty.said
    answered(visitor, casualty.body)
    assert len(orders_of(visitor)) == 1
    assert messages_of(visitor)[: len(said[visitor.customer])] == said[visitor.customer]
    assert messages_of(other) == said[other.customer]
    other.says("yes")
    assert len(orders_of(other)) == 1


def test_no_log_tells_what_was_said(shop: Stack) -> None:
    """Not even while things failed: logs hold ids and numbers, never a customer's words."""
    logs = [shop.var / "supervisor.log", *(shop.var / "log").glob("*.log")]
    assert len(logs) == 4
    for log in logs:
        text = log.read_text(errors="replace").lower()
        assert MARK not in text, log
        assert "espresso" not in text, log


def test_closed(shop: Stack) -> None:
    """Ctrl-C ends every process, with exit code 0; no orphan and no pid file is left, and the ports are free."""
    assert shop.process is not None
    supervisor, family = shop.process, psutil.Process(shop.process.pid).children(recursive=True)
    assert {shop.pid(part) for part in PARTS} <= {process.pid for process in family}
    shop.stop()
    assert supervisor.returncode == 0
    assert [process for process in family if process.is_running() and process.status() != psutil.STATUS_ZOMBIE] == []
    assert list((shop.var / "run").glob("*.pid")) == []
    check_ports(shop.settings)
