"""The only reader of Rasa's dicts: ``tracker.latest_message`` → Heard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.heard import Heard, Wish
from profiles.model import Cue, Evidence
from shop.model import Match
from shop.options import of_the_milk

GUARD = "\u200b"  # put before a slash by the channel, so that Rasa takes the text for what it is


def read_message(customer: str, latest: Mapping[str, Any]) -> Heard:
    """Read one message. Cues and wishes are missing for buttons, arrivals and a bare Rasa shell: then they are empty."""
    meta: Mapping[str, Any] = latest.get("metadata") or {}
    text = (latest.get("text") or "").replace(GUARD, "").strip()
    kind = meta.get("kind") or "text"
    return Heard(
        customer=customer,
        message_id=str(meta.get("message_id") or latest.get("message_id") or ""),
        kind=kind,
        text=text if kind == "text" else "",
        value=str(meta.get("value") or ""),
        language=latest.get("language"),
        wishes=_wishes(latest, text) if kind == "text" else (),
        cues={name: _cue(name, raw) for name, raw in (latest.get("cues") or {}).items()},
        cues_version=str(latest.get("cues_version") or "")[:32],
        signed_name=meta.get("name"),
        signed_language=meta.get("lang"),
        chosen_language=meta.get("chosen_lang"),
        anonymous=bool(meta.get("anonymous", True)),
        memory_away=bool(meta.get("memory_away")),
    )


def _wishes(latest: Mapping[str, Any], text: str) -> tuple[Wish, ...]:
    raw = latest.get("wishes")
    if not raw:  # the wishes component is not in the pipeline: the message is one wish
        intent = latest.get("intent") or {}
        return (Wish(intent.get("name") or "out_of_scope", text, float(intent.get("confidence") or 0.0)),)
    return tuple(
        Wish(
            w["intent"],
            w["text"],
            w["confidence"],
            tuple(w["entities"]),
            without_options(tuple(_match(p) for p in w["products"]), w["text"], w.get("start", 0)),
            tuple((s["id"], float(s["score"])) for s in w.get("suited") or ()),
            w.get("start", 0),
            tuple((name, float(share)) for name, share in w.get("ranking") or ()),
        )
        for w in raw
    )


def without_options(matches: tuple[Match, ...], text: str, offset: int) -> tuple[Match, ...]:
    """Take out what only rests on a way of another product: the oat of "oat flat white" is no oat biscuit, nor is the
    milk of "con latte d'avena" a caffè latte."""
    ways = {value.lower() for match in matches for value in match.options.values()}
    places = [(m, m.start - offset, m.end - offset) for m in matches]
    named = [(m, a, b) for m, a, b in places if not of_the_milk(text, a, b)]
    return tuple(m for m, a, b in named if m.options or text[a:b].lower() not in ways)


def _match(raw: Mapping[str, Any]) -> Match:
    barred = {name: tuple(values) for name, values in (raw.get("barred") or {}).items()}
    return Match(raw["id"], raw["score"], raw["start"], raw["end"], raw["options"], barred)


def _cue(name: str, raw: Mapping[str, Any]) -> Cue:
    evidence = tuple(Evidence(e["text"], e["start"], e["end"]) for e in raw.get("evidence") or ())
    return Cue(name, raw.get("value"), evidence, raw.get("reason"))
