"""``python -m benchmarks.answering --data FOLDER``: questions about goods, answered by the trained shop, marked by its data.

The questions (``answering_questions.yml``) are ours: of the demo shop, on which the answers were built, and of two public
sample catalogues (FOLDER/catalogues, not part of this repository), written before they were first asked. Each is asked by
somebody new, in this process, through the trained model and the shop's own turns. Printed for each set: questions answered
rightly, said rightly not to be known, wrong facts (0 is wanted), and those that the data answer and the shop did not.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from uuid import uuid4

from rich.console import Console
from rich.table import Table

from benchmarks.answering_exam import Figures, Heard, Mark, Question, figures, mark, read_questions
from benchmarks.goal_shop import AT
from profiles import transcript

ROOT = Path(__file__).resolve().parents[1]
FILES = {"apparel": "apparel.csv", "home": "home-and-garden.csv"}
DEVELOPED, LATER = "demo", "_later"


class AnsweringShop:
    """A shop with one catalogue, understood by ``agent``; every question is somebody new's."""

    def __init__(self, catalogue: Path, folder: Path, agent: Any) -> None:
        from actions.adaptation.voices import own_phrasings
        from house import House
        from running.upgrading import upgrade
        from settings import Settings
        from shop.importers.detect import read_catalogue

        os.environ["SOLITO_VAR"] = str(folder)
        settings = Settings(memory_patience_s=5.0)
        upgrade(settings)
        self.house, self.agent, self.phrasings = House(settings, clock=lambda: AT), agent, own_phrasings()
        self.house.shop.load_catalogue(read_catalogue(catalogue).products)
        self.loop = asyncio.new_event_loop()

    def asked(self, question: Question) -> Heard:
        """The answer to the question, after what was said before it."""
        customer = f"asks-{uuid4().hex[:12]}"
        for said in (*question.after, question.ask):
            heard = self._hears(customer, said)
        return heard

    def _hears(self, customer: str, text: str) -> Heard:
        from actions.tracker_reading import read_message
        from actions.turn import take_turn

        parsed = self.loop.run_until_complete(self.agent.parse_message(text))
        meta = {"message_id": uuid4().hex, "kind": "text", "anonymous": False}
        replies = take_turn(
            read_message(customer, {**parsed, "text": text, "metadata": meta}), self.house, self.phrasings
        ).replies
        turn = transcript.turns(self.house.profiles.engine, customer, 1)[-1]
        told = " ".join(reply["text"] for reply in replies if reply["kind"] == "reply")
        return Heard(told, frozenset(turn.plan["acts"]), tuple(turn.heard.get("shown") or ()))


def opened(name: str, data: Path | None, folder: Path) -> AnsweringShop:
    """The shop of a set of questions, with the trained model. Raises NoModel."""
    from running.training import rasa_environment, trained_model
    from settings import Settings

    own = Settings(demo=True)
    model = trained_model(own)
    os.environ.update({**rasa_environment(own), "SOLITO_VAR": str(folder), "SOLITO_LOG_LEVEL": "ERROR"})
    import logs

    logs.configure()
    from rasa.core.agent import Agent

    base = name.removesuffix(LATER)
    at = ROOT / "demo" / "catalogue.csv" if base == DEVELOPED else (data or Path()) / "catalogues" / FILES[base]
    shop = AnsweringShop(at, folder, None)
    shop.agent = Agent.load(str(model))  # after the goods: it encodes those that it finds
    return shop


def line(table: Table, name: str, found: Figures) -> None:
    """One set's figures."""
    got = found.marks
    rest = (got["wrong"], got["unanswered"], got["beside"])
    right = (f"{got['right']} of {found.answerable}", f"{got['rightly unknown']} of {found.unanswerable}")
    table.add_row(name, *right, *map(str, rest))


def report(marked: dict[str, list[tuple[Question, Mark]]]) -> Table:
    """A line for each set, and one for all that are reported apart."""
    table = Table("questions", "answered rightly", "rightly not known", "wrong facts", "unanswered", "beside the point")
    for name, each in marked.items():
        line(table, f"{name} (developed on)" if name == DEVELOPED else name, figures(each))
    for title, belongs in (
        ("reported: apparel and home", lambda name: name in FILES),
        ("written last", lambda name: name.endswith(LATER)),
    ):
        apart = [one for name, each in marked.items() if belongs(name) for one in each]
        if apart:
            line(table, title, figures(apart))
    return table


def examined(names: Iterable[str], data: Path | None, *, all_of_them: bool) -> dict[str, list[tuple[Question, Mark]]]:
    """Ask each set, in a process of its own, since a process keeps the shop that it has opened. Raises NoModel."""
    marked: dict[str, list[tuple[Question, Mark]]] = {}
    for name in names:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
            marked[name] = alone.submit(asked_all, name, data, all_of_them).result()
    return marked


def asked_all(name: str, data: Path | None, all_of_them: bool) -> list[tuple[Question, Mark]]:
    """Ask one set; what went amiss is printed as it comes, or everything."""
    marked: list[tuple[Question, Mark]] = []
    with tempfile.TemporaryDirectory(prefix="solito-answering-") as folder:
        shop = opened(name, data, Path(folder))
        for question in read_questions()[name]:
            heard = shop.asked(question)
            got = mark(question, heard)
            marked.append((question, got))
            if all_of_them or got not in ("right", "rightly unknown"):
                print(f"[{got}] {question.ask}\n    {heard.text}\n    {sorted(heard.acts)} {list(heard.shown)}")
    return marked


def main() -> int:
    """Print what went amiss and the table; 1 when a wrong fact was told, 2 when there is no trained model."""
    from running.training import NoModel

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument(
        "--data", type=Path, help="the folder that holds catalogues/; without it only the demo shop is asked"
    )
    parser.add_argument("--only", default="", help="only this set: demo, apparel or home")
    parser.add_argument("--all", action="store_true", help="print every answer")
    wanted = parser.parse_args()
    known = (DEVELOPED, *(FILES if wanted.data else ()))
    names = [n for base in known for n in (base, f"{base}{LATER}") if wanted.only in ("", n)]
    try:
        marked = examined(names, wanted.data, all_of_them=wanted.all)
    except NoModel as error:
        print(error, file=sys.stderr)
        return 2
    Console(width=120).print(report(marked))
    return 1 if any(got == "wrong" for each in marked.values() for _, got in each) else 0


if __name__ == "__main__":
    raise SystemExit(main())
