"""From acts and a plan to words: choose each wording, fill it, leave out what there is no room for."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from actions.adaptation.acts import ACTS, GREETINGS, NAMELESS, SELLING
from actions.adaptation.involvement import involvement
from actions.adaptation.model import LengthLevel, Plan, Say
from actions.adaptation.phrasings import NEAREST, Phrase, PhrasingError, Phrasings

__all__ = ["MissingSlot", "PhrasingError", "Phrasings", "Realised", "realise"]

HALF = 0.5
UNSAID = 0.2  # of the logarithm, for a fact at hand that a wording leaves out
BUILT = 3.0  # of the logarithm, for a sentence that is key words alone where whole sentences are wanted
LEEWAY = 0.2  # wordings within so much of the nearest length (a fifth) take turns
CLOSE = 0.05  # the same where it is known how the customer builds sentences, and not all were said lately
WARM = 0.45  # from this warmth on the warm parts of a wording are said
# A title with an article of its own, "the The Salt Road", "the a dozen roses"; and several are counted: "the 2 × bun".
_TWICE = re.compile(r"\b[Tt]he (?=The [A-Z]|(?:an?|my|your|our) |\d+ × )")
SENTENCES = re.compile(r"[.!?…](?=\s|$)")


class MissingSlot(KeyError):
    """An act was asked for without a slot that every one of its wordings needs."""


@dataclass(frozen=True)
class Realised:
    """What is said; the acts that are in it; those left out, each with its reason; the ids of the wordings chosen."""

    text: str
    kept: tuple[Say, ...]
    dropped: tuple[tuple[Say, str], ...]
    phrasing_ids: tuple[str, ...]


@dataclass
class _Desk:
    """What is on the desk while one reply is written: room left, emoji left, whether the name is said."""

    plan: Plan
    phrasings: Phrasings
    lang: str
    seed: str
    avoid: Sequence[str]
    emoji: int
    name_free: bool
    words: int = 0
    sentences: int = 0
    used: list[str] = field(default_factory=list)
    written: dict[int, tuple[Say, str, tuple[str, ...]]] = field(default_factory=dict)
    dropped: dict[int, tuple[Say, str]] = field(default_factory=dict)


def realise(
    says: Sequence[Say],
    plan: Plan,
    phrasings: Phrasings,
    *,
    lang: str,
    seed: str,
    avoid: Collection[str] = (),
) -> Realised:
    """Put the acts into words, in their order, as one text.

    seed   decides among equal wordings (customer and message id, say): the same seed gives the same words
    avoid  ids of wordings used lately, oldest first if it is a sequence; they come again only when all have been used

    Essential acts are said (what sells only if the plan has a lead, or if there would be no answer at all). The others
    are left out when the plan is short, or when they do not fit within its words and sentences in any wording.
    Raises MissingSlot or PhrasingError (unknown act).
    """
    desk = _Desk(plan, phrasings, lang, seed, tuple(avoid), plan.tone.emoji, plan.tone.use_name)
    for place, say in enumerate(says):
        if (refusal := _refusal(say, plan)) is not None:
            desk.dropped[place] = (say, refusal)
    _write_essential(desk, says)
    for place, say in enumerate(says):
        if place not in desk.written and place not in desk.dropped:
            _fit(desk, place, say)
    if not desk.written:
        _say_something(desk, says)
    written = [desk.written[place] for place in sorted(desk.written)]
    return Realised(
        text=" ".join(text for _, text, _ in written if text),
        kept=tuple(say for say, _, _ in written),
        dropped=tuple(desk.dropped[place] for place in sorted(desk.dropped)),
        phrasing_ids=tuple(identity for _, _, ids in written for identity in ids),
    )


def _write_essential(desk: _Desk, says: Sequence[Say]) -> None:
    """What must be said, each with its share of the words aimed at; half a share is left for what may follow.

    A notice or a question of rights is worded by the plan's level alone.
    """
    length = desk.plan.length
    essential = [place for place, say in enumerate(says) if say.essential and place not in desk.dropped]
    extras = len(essential) < len(says) - len(desk.dropped)
    for number, place in enumerate(essential):
        share = (length.aim - desk.words) / (len(essential) - number + HALF * extras)
        spec = ACTS.get(says[place].act)
        _write(desk, place, says[place], length.level, None if spec is None or spec.long else share)


def _refusal(say: Say, plan: Plan) -> str | None:
    """Why this act is not said under this plan, None when it may be."""
    lead = plan.pitch.lead
    if say.act in SELLING and lead == "none":
        return "nothing is sold now"
    if say.essential:
        return None
    if say.act.startswith("offer_") and lead == "none":
        return "nothing is offered now"
    if say.act == "news" and not plan.pitch.small_talk:
        return "no small talk now"
    fastest = say.act == "pitch_quickest" and lead == "quickest"
    if plan.length.level == "short" and not fastest:
        return "kept short"
    return None


def _say_something(desk: _Desk, says: Sequence[Say]) -> None:
    """Nothing was left to say: then the essential acts are said all the same, for silence is no answer."""
    for place, say in enumerate(says):
        if say.essential:
            del desk.dropped[place]
            _write(desk, place, say, desk.plan.length.level)


def _fit(desk: _Desk, place: int, say: Say) -> None:
    """Say a non-essential act in the longest wording that still fits, or leave it out."""
    length = desk.plan.length
    for level in NEAREST[length.level][: 1 + ("short", "medium", "long").index(length.level)]:
        text, _, _ = _worded(desk, say, level)
        fits = desk.words + _words(text) <= length.words and desk.sentences + _sentences(text) <= length.sentences
        if fits:
            _write(desk, place, say, level)
            return
    desk.dropped[place] = (say, "no room within the length planned")


def _write(desk: _Desk, place: int, say: Say, level: LengthLevel, aim: float | None = None) -> None:
    if say.act in NAMELESS:
        if not desk.name_free:
            nameless = NAMELESS[say.act]
            slots = {name: value for name, value in say.slots.items() if name in ACTS[nameless].slots}
            say = replace(say, act=nameless, slots=slots)
        desk.name_free = False
    text, emoji, ids = _worded(desk, say, level, aim)
    desk.emoji -= emoji
    desk.used.extend(ids)
    if say.kind == "reply":
        desk.words += _words(text)
        desk.sentences += _sentences(text)
    desk.written[place] = (say, text, ids)


def _worded(desk: _Desk, say: Say, level: LengthLevel, aim: float | None = None) -> tuple[str, int, tuple[str, ...]]:
    slots, inner = dict(say.slots), tuple[str, ...]()
    if slots.get("greeting") in GREETINGS:
        slots["greeting"], _, inner = _worded(desk, Say(slots["greeting"]), level)
    phrase = _chosen(desk, say.act, slots, level, aim)
    warm = desk.plan.tone.warmth >= WARM
    text, emoji = phrase.template.fill(slots, emoji=desk.emoji, warm=warm)
    text = _TWICE.sub("", text)
    return text, emoji, (*inner, phrase.id)


def _chosen(desk: _Desk, act: str, slots: Mapping[str, str], level: LengthLevel, aim: float | None) -> Phrase:
    """The wording for this act: by ``aim`` words where they are given, else of the best-fitting cell; by seed among the
    fresh ones."""
    given = {name for name, value in slots.items() if str(value).strip()}
    manner, used = desk.plan.tone.manner, (*desk.avoid, *desk.used)
    seed = f"{desk.seed}|{act}"
    pool = desk.phrasings.pool(desk.lang, act, manner, level) if aim is not None else ()
    if aim is not None and (possible := _fillable(pool, given)):
        return choose(_nearest(possible, slots, used, aim, desk.plan.tone.involvement), seed, used)
    for cell in desk.phrasings.cells(desk.lang, act, manner, level):
        if possible := _fillable(cell, given):
            return choose(possible, seed, used)
    missing = sorted(ACTS[act].must - given) or sorted(ACTS[act].slots - given)
    raise MissingSlot(f"{act} needs {', '.join(missing)}")


def _fillable(phrases: Sequence[Phrase], given: Set[str]) -> list[Phrase]:
    return [phrase for phrase in phrases if phrase.template.slots <= given]


def _nearest(
    phrases: Sequence[Phrase], slots: Mapping[str, str], used: Sequence[str], aim: float, involved: float | None
) -> list[Phrase]:
    """Those that come near ``aim`` words, built as the customer builds sentences; of the fresh ones where there are any."""
    fresh = [phrase for phrase in phrases if phrase.id not in used]
    off = {phrase.id: _off(phrase, slots, aim, involved) for phrase in fresh or phrases}
    most = min(off.values()) + (CLOSE if fresh and involved is not None else LEEWAY)
    return [phrase for phrase in fresh or phrases if off[phrase.id] <= most]


def _off(phrase: Phrase, slots: Mapping[str, str], aim: float, involved: float | None) -> float:
    """How far a wording is from what is wanted: the logarithm of its length by the length aimed at, a little for every
    fact at hand that it leaves unsaid, and for key words to who writes whole sentences, or the other way round."""
    text, _ = phrase.template.fill(slots)
    long = abs(math.log((_words(text) + 1) / (max(aim, 0.0) + 1)))
    built = 0.0 if involved is None else BUILT * abs(involvement(text) - involved)
    return long + UNSAID * len(slots.keys() - phrase.template.slots) + built


def choose(phrases: Sequence[Phrase], seed: str, used: Sequence[str]) -> Phrase:
    """One of these wordings by seed, among those not in ``used``; if all were, the one used longest ago."""
    fresh = [phrase for phrase in phrases if phrase.id not in used]
    if not fresh:
        last = {identity: place for place, identity in enumerate(used)}
        return min(phrases, key=lambda phrase: last[phrase.id])
    digest = hashlib.blake2b(seed.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return fresh[int.from_bytes(digest, "big") % len(fresh)]


def _words(text: str) -> int:
    return len(text.split())


def _sentences(text: str) -> int:
    return len(SENTENCES.findall(text))
