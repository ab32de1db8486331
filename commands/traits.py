"""``solito traits``: exactly one JSON line for each input line, in order, empty lines too."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    import numpy as np

    from bot.cues.message import Message

BATCH = 64  # speakers whose messages go through the encoder together
LANGUAGES = ("en", "it")
_RECENT = 50  # messages that tell the language

Encode = Callable[[Sequence[str]], "np.ndarray"]


@dataclass(frozen=True)
class Speaker:
    """One line of input: who (any JSON value, None where not given) and what they wrote, or what is wrong with it."""

    id: Any
    messages: tuple[object, ...] = ()
    error: str | None = None


def packaged_encoder(name: str) -> Encode | None:
    """The sentence encoder of that name, to be loaded before ``trait_lines`` begins; None where it is not installed."""
    from bot.encoder import EncoderMissing, shared_encoder

    try:
        return shared_encoder(name).encode
    except EncoderMissing:
        return None


def trait_lines(lines: Iterable[str], encode: Encode | None = None) -> Iterator[str]:
    """``{"id", "traits"}`` for each line ``{"id", "messages": [...]}``; a line that is none has no traits but an "error".

    ``encode`` makes sentence vectors of texts, shape (texts, dimensions); None reads without them, a little less well.
    """
    from running.light import spacy_alone

    spacy_alone()
    waiting = iter(lines)
    while batch := [speaker_of(line) for line in islice(waiting, BATCH)]:
        for row in _rows(batch, encode):
            yield _line(row)


def speaker_of(line: str) -> Speaker:
    """What one line says; never raises."""
    if not line.strip():
        return Speaker(None, error="empty line")
    try:
        body = json.loads(line, parse_constant=_no_number)
        who = body.get("id") if isinstance(body, dict) else None
        json.dumps(who, allow_nan=False)  # 1e999 can be read, and not written
    except (ValueError, RecursionError):
        return Speaker(None, error="the line is not valid JSON")
    if not isinstance(body, dict):
        return Speaker(None, error='the line is no JSON object with "id" and "messages"')
    messages = body.get("messages")
    if not isinstance(messages, list):
        return Speaker(who, error='"messages" is missing, or no list of texts')
    return Speaker(who, tuple(messages))


def _rows(batch: Sequence[Speaker], encode: Encode | None) -> Iterator[dict[str, Any]]:
    from bot.cues.traits import read_traits, traits_as_json

    for speaker, messages in zip(batch, _heard(batch, encode), strict=True):
        if speaker.error is not None:
            yield {"id": speaker.id, "traits": {}, "error": speaker.error}
        else:
            yield {"id": speaker.id, "traits": traits_as_json(read_traits(messages))}


def _heard(batch: Sequence[Speaker], encode: Encode | None) -> list[list[Message]]:
    """Each speaker's messages; all English ones of the batch are encoded at once."""
    from bot.cues.traits import speaker_messages, with_vectors

    heard = [speaker_messages(speaker.messages, _language(speaker.messages)) for speaker in batch]
    flat = [m for messages in heard for m in messages if m.language == "en"]
    if encode is None or not flat:
        return heard
    done = iter(with_vectors(flat, encode([m.text for m in flat])))
    return [[next(done) if m.language == "en" else m for m in messages] for messages in heard]


def _language(messages: Sequence[object]) -> str:
    """Of all that somebody wrote lately, together; English when that cannot be told."""
    from bot.components.language import detect_language

    recent = [text[:500] for text in messages[-_RECENT:] if isinstance(text, str)]
    return detect_language(" \n".join(recent), LANGUAGES) or "en"


def _line(row: dict[str, Any]) -> str:
    line = json.dumps(row, ensure_ascii=False)
    try:
        line.encode()
    except UnicodeEncodeError:  # half of a surrogate pair in an id
        return json.dumps(row)
    return line


def _no_number(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")
