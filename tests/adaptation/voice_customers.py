"""Five invented customers and the same five questions: for the tests, and for the examples in docs/voice.md.

Run as a script it prints the examples: ``python tests/adaptation/voice_customers.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone

from actions.adaptation.model import Plan, Say
from actions.adaptation.pitch import pitches
from actions.adaptation.plan import Situation, make_plan
from actions.adaptation.realise import Realised, realise
from actions.adaptation.voices import own_phrasings
from profiles.model import Consent, Cue, Customer, Estimate, Evidence, Fact, Turn, Visit
from shop.voice import Voice

AT = datetime(2026, 11, 20, 9, 0, tzinfo=timezone.utc)


def customer(
    session: Mapping[str, float] | None = None,
    profile: Mapping[str, float] | None = None,
    *,
    facts: Mapping[str, str] | None = None,
    consents: tuple[str, ...] = (),
    last_turn: Turn | None = None,
    anonymous: bool = False,
    turns: float = 6.0,
) -> Customer:
    """A customer with these estimates (each with a good many turns behind it), stated facts and consents."""
    return Customer(
        id="c-1",
        anonymous=anonymous,
        visit=Visit(1, AT, 2),
        consents={purpose: Consent(purpose, True, AT, "said") for purpose in consents},
        facts=tuple(Fact(name, value, AT) for name, value in (facts or {}).items()),
        session={name: Estimate(value, 0.05, turns, 3) for name, value in (session or {}).items()},
        profile={name: Estimate(value, 0.05, turns, 60) for name, value in (profile or {}).items()},
        last_turn=last_turn,
    )


def cues(**values: float | None) -> dict[str, Cue]:
    """Cues of one message."""
    return {name: Cue(name, value) for name, value in values.items()}


def said(name: str, value: float, words: str) -> dict[str, Cue]:
    """One cue with the words that it rests on."""
    return {name: Cue(name, value, (Evidence(words, 0, len(words)),))}


@dataclass(frozen=True)
class Example:
    title: str
    who: Customer
    heard: Mapping[str, Cue] = field(default_factory=dict)

    @property
    def plan(self) -> Plan:
        return make_plan(self.who, self.heard, Voice(), Situation())


EXAMPLES = (
    Example("nobody known yet", customer()),
    Example("a terse regular", customer({"verbosity": 2.5, "formality": -0.05}), cues(verbosity=2, formality=0.0)),
    Example(
        "chatty and open-minded",
        customer({"verbosity": 21, "formality": 0.0, "warmth": 0.6, "novelty": 0.7}),
        {**cues(verbosity=24, warmth=0.6), **said("novelty", 0.7, "something I haven't tried")},
    ),
    Example(
        "formal and cautious",
        customer({"verbosity": 14, "formality": 0.6, "politeness": 0.5, "novelty": -0.6}),
        {**cues(verbosity=14, formality=0.7, politeness=0.6), **said("novelty", -0.6, "something reliable")},
    ),
    Example(
        "casual, with emoji",
        customer({"verbosity": 7, "formality": -0.5, "warmth": 0.8, "emoji_count": 1.0}),
        cues(verbosity=6, formality=-0.6, warmth=0.9, emoji_count=1),
    ),
)
ITEM = {"item": "flat white, large, oat milk", "price": "€3.80"}
MATERIAL = {
    "pitch_new": {"arrived": "on 10 November"},
    "pitch_rating": {"rating": "4.7", "count": "93"},
    "pitch_story": {
        "story": "The first crate of the winter came up from Sicily on the night train. "
        "It takes three oranges for the small glass and five for the large."
    },
    "pitch_best_for": {"best_for": "a first breakfast"},
    "pitch_maker": {"maker": "Agrumeto Calanera"},
}


def questions(plan: Plan) -> dict[str, list[Say]]:
    """What the five customers are answered, each with the same facts."""
    juice = {"item": "fresh orange juice", "price": "€3.00"}
    order = {"number": "A-1042", "lines": "one flat white, large, oat milk", "total": "€3.80", "ready": "in 5 minutes"}
    soldout = {"item": "almond croissant", "alternative": "butter croissant", "price": "€1.90"}
    return {
        "the usual": [Say("offer_usual", ITEM)],
        "what does it cost": [Say("price_is", ITEM)],
        "what do you suggest": [Say("recommend", juice), *pitches(plan.pitch.lead, MATERIAL)],
        "is it there": [Say("sold_out_instead", soldout)],
        "yes": [Say("ordered", order)],
    }


def answer(example: Example, question: str, seed: str = "docs") -> Realised:
    """What this customer hears."""
    return realise(questions(example.plan)[question], example.plan, own_phrasings(), lang="en", seed=seed)


def examples_as_markdown() -> str:
    """The table of docs/voice.md."""
    blocks = []
    for question in questions(EXAMPLES[0].plan):
        rows = [f"| {example.title} | {answer(example, question).text} |" for example in EXAMPLES]
        blocks.append("\n".join([f"**{question.capitalize()}**", "", "| who | the shop answers |", "|---|---|", *rows]))
    return "\n\n".join(blocks)


if __name__ == "__main__":
    print(examples_as_markdown())
