"""A recorded turn as the transcript page shows it: what was heard, what was decided and why, in plain words. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from console.marking import Piece, pieces, spans_of
from console.wording import EVENTS, INTENTS, KINDS, LEADS, SURE, in_words, number, place, plain, scale_of, stands_out
from profiles.model import Estimate, Turn


@dataclass(frozen=True)
class Gauge:
    """One value on its line. ``at`` and the band are 0 … 100 along the line; ``two_sided``: its middle is marked.

    ``note`` says what it rests on, ``weight`` how much evidence stands behind it.
    """

    label: str
    words: str
    figure: str
    at: float | None = None
    band: tuple[float, float] | None = None
    two_sided: bool = False
    note: str = ""
    weight: str = ""


@dataclass(frozen=True)
class Wish:
    """What the customer wanted, as understood: the intent, how sure, and the clause it stands in.

    ``instead`` is the second reading where the first was doubtful: it explains many an odd answer.
    """

    intent: str
    sure: str
    text: str
    instead: str = ""


@dataclass(frozen=True)
class TurnView:
    """One turn on the page. ``loud`` are the cues that stand out among all ``cues``; their words are marked in ``said``, those
    of all cues in ``marked``, as ``solito explain`` marks them. ``answered``: what the reply did."""

    message_id: str
    at: datetime
    did: str
    said: tuple[Piece, ...]
    replies: tuple[Mapping[str, Any], ...]
    lang: str
    marked: tuple[Piece, ...]
    cues: tuple[Gauge, ...]
    loud: tuple[Gauge, ...]
    unheard: tuple[str, ...]
    wishes: tuple[Wish, ...]
    answered: tuple[str, ...]
    dials: tuple[Gauge, ...]
    reasons: tuple[str, ...]


def turn_view(turn: Turn, buttons: Mapping[str, str]) -> TurnView:
    """One turn, told to staff; a pressed button is shown by what stood on it (``buttons``: those offered before)."""
    cues = _mapping(turn.heard.get("cues"))
    heard = {name: value for name, cue in cues.items() if (value := _value(cue)) is not None}
    loud = [name for name, value in heard.items() if stands_out(name, value)]
    said = {"choice": buttons.get(turn.said, turn.said), "event": ""}.get(turn.kind, turn.said)
    return TurnView(
        message_id=turn.message_id,
        at=turn.at,
        did=EVENTS.get(turn.said, KINDS["event"]) if turn.kind == "event" else KINDS.get(turn.kind, plain(turn.kind)),
        said=pieces(said, spans_of(said, {name: cues[name] for name in loud})),
        marked=pieces(said, spans_of(said, cues)),
        replies=tuple(turn.replies),
        lang=turn.lang,
        cues=tuple(_heard(name, cues[name]) for name in heard),
        loud=tuple(_heard(name, cues[name]) for name in loud),
        unheard=tuple(scale_of(name).label for name in cues if name not in heard),
        wishes=tuple(_wishes(turn.heard.get("wishes"))),
        answered=tuple(plain(str(act)).lower() for act in turn.plan.get("acts") or ()),
        dials=tuple(_dials(turn.plan)),
        reasons=_reasons(turn),
    )


def estimate_gauge(name: str, estimate: Estimate) -> Gauge:
    """An estimate with its band of one standard deviation to either side, and how many turns stand behind it."""
    scale = scale_of(name)
    return Gauge(
        label=scale.label,
        words=in_words(name, estimate.value),
        figure=f"{number(estimate.value)} ± {number(estimate.sd)}",
        at=place(name, estimate.value),
        band=(place(name, estimate.value - estimate.sd), place(name, estimate.value + estimate.sd)),
        two_sided=scale.low < 0,
        weight=f"from {number(round(estimate.n, 1))} {'turn' if round(estimate.n, 1) == 1 else 'turns'}",
    )


def _heard(name: str, cue: Any) -> Gauge:
    value = _value(cue)
    assert value is not None  # the caller left those out
    words = [str(e.get("text")) for e in cue.get("evidence") or () if isinstance(e, Mapping) and e.get("text")]
    quoted = ", ".join(f"“{word}”" for word in words)
    note = quoted or str(cue.get("reason") or "")
    scale = scale_of(name)
    figure = number(value) if scale.words else ""  # a count says itself in words
    return Gauge(scale.label, in_words(name, value), figure, place(name, value), None, scale.low < 0, note)


def _value(cue: Any) -> float | None:
    value = cue.get("value") if isinstance(cue, Mapping) else None
    return float(value) if isinstance(value, (int, float)) else None


def _wishes(found: Any) -> list[Wish]:
    wishes = []
    for wish in found if isinstance(found, (list, tuple)) else ():
        if isinstance(wish, Mapping) and wish.get("intent"):
            sure = wish.get("confidence")
            percent = f"{float(sure):.0%}" if isinstance(sure, (int, float)) else ""
            wishes.append(Wish(meant(wish["intent"]), percent, str(wish.get("text") or ""), _second(wish)))
    return wishes


def meant(intent: Any) -> str:
    """An intent in words."""
    return INTENTS.get(str(intent)) or plain(str(intent)).lower()


def _second(wish: Mapping[str, Any]) -> str:
    ranking, sure = wish.get("ranking"), wish.get("confidence")
    if not (isinstance(ranking, (list, tuple)) and len(ranking) > 1 and isinstance(sure, (int, float)) and sure < SURE):
        return ""
    intent, confidence = ranking[1][0], float(ranking[1][1])
    return f"{meant(intent)} {confidence:.0%}"


def _dials(plan: Mapping[str, Any]) -> list[Gauge]:
    """The three dials; none for a turn that had no plan (an outage answer)."""
    tone, length, pitch = (_mapping(plan.get(dial)) for dial in ("tone", "length", "pitch"))
    dials = []
    if tone:
        dials.append(_tone(tone))
    if length:
        dials.append(_length(length))
    if pitch:
        lead = str(pitch.get("lead", "none"))
        note = "may tell the day's news" if pitch.get("small_talk") else "no small talk"
        dials.append(Gauge("Pitch", LEADS.get(lead, plain(lead)), "", note=note))
    return dials


def _tone(tone: Mapping[str, Any]) -> Gauge:
    register, warmth = float(tone.get("register", 0)), float(tone.get("warmth", 0.5))
    extras = [in_words("warmth", warmth)]
    emoji = int(tone.get("emoji", 0))
    extras.append(f"up to {emoji} emoji" if emoji else "no emoji")
    if tone.get("use_name"):
        extras.append("may say their name")
    words = in_words("register", register)
    return Gauge("Tone", words, number(register), place("register", register), None, True, ", ".join(extras))


def _length(length: Mapping[str, Any]) -> Gauge:
    words, sentences, options = (int(length.get(key, 0)) for key in ("words", "sentences", "options"))
    note = f"{_count(sentences, 'sentence')}, {_count(options, 'option')}"
    level = str(length.get("level", "medium"))
    return Gauge("Length", level, f"≤ {words} words", place("words", words), None, False, note)


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _reasons(turn: Turn) -> tuple[str, ...]:
    """The turn's reasons in plain words, or those inside its plan."""
    if turn.reasons:
        return tuple(reason[:1].upper() + reason[1:] for reason in turn.reasons)
    inside: Sequence[Any] = turn.plan.get("reasons") or ()
    return tuple(str(r.get("text")) if isinstance(r, Mapping) else str(r) for r in inside)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
