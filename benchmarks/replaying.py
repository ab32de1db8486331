"""Playing real customers' turns to a running shop, each dialogue by a new visitor, and a regular's ten visits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.contenders import Contender, said
from benchmarks.dialogues import Dialogue

DAY_S = 86_400
NEWCOMER = 0  # contenders.welcome: a visitor without a token, who has agreed to nothing


@dataclass(frozen=True)
class Replayed:
    """One dialogue as it went: ``replies[i]`` answers the customer's turn i; "" where there was no proper answer."""

    dialogue: Dialogue
    replies: tuple[str, ...]


def replay(contender: Contender, dialogues: Sequence[Dialogue], tell: Callable[[str], None]) -> list[Replayed]:
    """Each dialogue's customer turns, one after the other, whatever is answered to them."""
    found = []
    for number, dialogue in enumerate(dialogues, start=1):
        say = contender.welcome(NEWCOMER)
        found.append(Replayed(dialogue, tuple(say(text) for text in dialogue.customer)))
        if number % 10 == 0:
            tell(f"{contender.name}: {number} of {len(dialogues)} dialogues …")
    return found


@dataclass(frozen=True)
class Visit:
    """What a regular heard at the door and was told of one thing that they asked about."""

    welcome: str
    advice: str


def regular_visits(contender: Contender, customer: str, visits: int, asks: str) -> list[Visit]:
    """A demo customer who comes day after day, says hello by arriving, and asks ``asks``. The shop's clock is moved."""
    found = []
    for _ in range(visits):
        _post(contender, "demo/clock", {"advance_s": DAY_S})
        headers = {"Authorization": f"Bearer {_post(contender, 'demo/session', {'customer': customer})['token']}"}
        welcome = said(contender.client, contender.base, headers, event="arrived")
        found.append(Visit(welcome, said(contender.client, contender.base, headers, text=asks)))
    return found


def _post(contender: Contender, path: str, body: dict[str, object]) -> dict[str, str]:
    answer: dict[str, str] = contender.client.post(f"{contender.base}/{path}", json=body).raise_for_status().json()
    return answer


def written_whole(replayed: Replayed) -> str:
    """The conversation as one reads it aloud."""
    lines = []
    for text, reply in zip(replayed.dialogue.customer, replayed.replies, strict=True):
        lines += [f"> {text}", "", reply or "(no answer)", ""]
    return "\n".join(lines)


def keep_whole(path: Path, replayed: Sequence[Replayed]) -> None:
    """All conversations in one file, to be read aloud."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(f"## {r.dialogue.name}\n\n{written_whole(r)}" for r in replayed), "utf-8")
