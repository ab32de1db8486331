"""A copywriter edits while the shop is open: what is good is heard at once, a slip is told and not heard."""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from structlog.testing import capture_logs

from actions import entry, last_good
from actions.adaptation.phrasings import PhrasingError, Phrasings
from actions.adaptation.voices import FOLDER
from actions.last_good import LastGood
from house import House

Send = Callable[[], Awaitable[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped files, to be edited."""
    return Path(shutil.copytree(FOLDER, tmp_path / "phrasings"))


@pytest.fixture
def send(house: House, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Send]:
    """Says thanks to the action as the action server runs it, on these files and databases; returns what is answered."""
    monkeypatch.setattr(entry, "open_house", lambda: house)
    monkeypatch.setattr(entry, "FOLDER", folder)
    monkeypatch.setattr(entry, "WITHIN_S", 30.0)  # a busy machine must not make a turn fail
    monkeypatch.setattr(last_good, "LOOK_EVERY_S", 0.0)
    entry._house.cache_clear()
    entry.warm_up()
    numbers = count(1)

    async def thank() -> str:
        wish: dict[str, Any] = {"intent": "thanks", "text": "thanks", "confidence": 0.9, "entities": [], "products": []}
        meta = {"message_id": f"m-{next(numbers)}", "kind": "text"}
        latest = {"text": "thanks", "language": "en", "metadata": meta, "wishes": [wish]}
        dispatcher = CollectingDispatcher()
        tracker = Tracker("c-1", {}, latest, [], False, None, {}, None)
        await entry.TakeTurn().run(dispatcher, tracker, {})
        return " ".join(reply["text"] for reply in dispatcher.messages[0]["custom"]["replies"])

    yield thank
    entry._house.cache_clear()


USUAL = "Would it be the usual: {item}, for {price}?"


def saved(thanks: str) -> str:
    """A good file in which only these words are said to thanks, and USUAL is one wording of the usual."""
    book = yaml.safe_load((FOLDER / "en.yml").read_text("utf-8"))
    book["thanks"] = {"neutral": {"medium": thanks}}
    book["offer_usual"]["neutral"]["medium"] = USUAL
    return str(yaml.safe_dump(book, allow_unicode=True, width=1_000))


def write_thanks(folder: Path, words: str) -> None:
    (folder / "en.yml").write_text(saved(words), "utf-8")


def line_of(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), start=1) if words in line)


SLIPS: dict[str, tuple[Callable[[str], bytes], str]] = {
    "a missing slot": (
        lambda text: text.replace(USUAL, "The usual, for {price}?").encode(),
        "en.yml, line {usual}, offer_usual.neutral.medium: must say {{item}}",
    ),
    "bad YAML": (
        lambda text: text.replace(f"'{USUAL}'", f"'{USUAL}").encode(),
        "offer_usual: not valid YAML",
    ),
    "an unknown act": (lambda text: text.replace("\nnews:\n", "\nnewz:\n").encode(), "newz: unknown act"),
    "another encoding": (
        lambda text: text.replace(USUAL, USUAL.replace("usual", "us\u00faal")).encode("cp1252", errors="replace"),
        "en.yml, line {usual}, offer_usual: not UTF-8: byte 0xfa",
    ),
    "an emptied file": (lambda text: b"", "en.yml: expected acts"),
    "half a file": (lambda text: text[: text.rindex("{", 0, len(text) // 2) + 2].encode(), "en.yml, line"),
}


@pytest.mark.parametrize("slip", SLIPS)
async def test_a_slip_is_told_once_and_the_last_good_wordings_go_on(send: Send, folder: Path, slip: str) -> None:
    """An edit is heard in the next answer; one with a slip is told by file, line and key, once, and changes nothing."""
    write_thanks(folder, "With pleasure, one.")
    assert (await send()).startswith("With pleasure, one.")
    text = saved("Not yet.") if slip != "another encoding" else saved("Not yet.").encode("ascii", "replace").decode()
    broken, told = SLIPS[slip]
    (folder / "en.yml").write_bytes(broken(text))
    with capture_logs() as logs:
        for _ in range(3):
            assert (await send()).startswith("With pleasure, one.")
    refused = [entry for entry in logs if entry["event"] == "phrasings_refused"]
    assert len(refused) == 1
    assert told.format(usual=line_of(text, USUAL)) in "\n".join(refused[0]["first"])
    write_thanks(folder, "With pleasure, two.")
    assert (await send()).startswith("With pleasure, two.")


async def test_a_language_that_is_gone_is_still_spoken(send: Send, folder: Path) -> None:
    """A file taken away while the shop is open is a slip like any other."""
    assert await send()
    (folder / "it.yml").unlink()
    write_thanks(folder, "Not yet.")
    with capture_logs() as logs:
        assert await send() != "Not yet."
    assert [entry["first"] for entry in logs if entry["event"] == "phrasings_refused"] == [
        ["it.yml: is not there any more"]
    ]


def test_a_shop_does_not_open_with_a_slip(folder: Path) -> None:
    """At the start there is no last good one: the slip is told, and nothing is served."""
    write_thanks(folder, "With {pleasure}.")
    line = line_of((folder / "en.yml").read_text("utf-8"), "{pleasure}")
    with pytest.raises(PhrasingError, match=rf"en\.yml, line {line}, thanks\.neutral\.medium: unknown slot"):
        LastGood(folder)


def test_files_are_looked_at_once_a_second(folder: Path) -> None:
    """Within a second an edit is not looked for, after it it is; the brand's unwanted words stay out of it."""
    now = [100.0]
    wordings = LastGood(folder, never=("fancy",), monotonic=lambda: now[0])
    first = wordings.now()
    write_thanks(folder, "With pleasure.")
    now[0] += 0.9
    assert wordings.now() is first
    now[0] += 0.2
    second = wordings.now()
    assert [p.source for *_, act, _, _, p in _english(second) if act == "thanks"] == ["With pleasure."]
    assert not [p for *_, p in second.all() if "fancy" in p.source.lower()]
    now[0] += 5
    assert wordings.now() is second


def _english(book: Phrasings) -> list[Any]:
    return [found for found in book.all() if found[0] == "en"]


WORDS = st.sampled_from(
    [
        "\nthanks:",
        "\n  neutral:",
        " {medium:",
        " {item}",
        "{a:item}",
        "{verb:item:is",
        "!!int ",
        "---\n",
        "\n? [a]\n: b",
    ]
)
MARKS = st.text("\n\t\x00\ufeff \"'{}[]-?:&*|>#<,àx", max_size=4)


@settings(max_examples=400, deadline=None)
@given(st.lists(WORDS | MARKS, max_size=30).map("".join) | st.binary(max_size=60))
def test_any_file_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: str | bytes) -> None:
    """Whatever stands in a file, it is refused with a message that names it, and never fails otherwise."""
    folder = tmp_path_factory.mktemp("any")
    raw = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    (folder / "en.yml").write_bytes(raw)
    with pytest.raises(PhrasingError, match=r"en\.yml"):
        Phrasings.load(folder)
