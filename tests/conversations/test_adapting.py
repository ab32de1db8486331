"""The same question, two customers: one hears it short and plain, the other at length and warm."""

from __future__ import annotations

from stack import Stack

from house import open_house
from profiles import transcript

# Each comes in as they talk; then both ask the same. Few words, and ordinary ones: "hi" and "ok" are a little casual.
OWN_VOICE = {
    "demo-marco": ("hello", "yes"),
    "demo-giulia": (
        "Hiii! So lovely to be back, it smells amazing in here!! 😊",
        "Oh and thanks so much for that lemonade, I'm totally hooked, I can't stop telling everyone about it! 😍",
    ),
}
QUESTION = "what can you recommend today?"


def test_terse_and_chatty_hear_it_differently(stack: Stack) -> None:
    """Terse: at most 0.6 of the chatty reply's words, and registers at least 0.3 apart."""
    engine = open_house(stack.settings).profiles.engine
    stack.tomorrow()  # whatever other tests did as these two, this is a new visit
    words, registers = {}, {}
    for who in ("demo-marco", "demo-giulia"):
        visitor = stack.customer(who)
        visitor.arrives()
        for said in OWN_VOICE[who]:
            visitor.says(said)
        reply = visitor.says(QUESTION)
        words[who] = len(reply.split())
        registers[who] = transcript.turns(engine, who, 1)[-1].plan["tone"]["register"]
    assert words["demo-marco"] <= 0.6 * words["demo-giulia"], words
    assert abs(registers["demo-marco"] - registers["demo-giulia"]) >= 0.3, registers


def test_facts_do_not_vary(stack: Stack) -> None:
    """A price is the same figure for everybody."""
    for who in ("demo-marco", "demo-giulia", "demo-hartmann"):
        assert "1.60" in stack.customer(who).says("how much is a butter croissant?")


def test_borrowed_words_are_not_heard(stack: Stack) -> None:
    """A title copied from the page and a quoted mail tell nothing of how somebody talks; the wish is understood all the same."""
    engine = open_house(stack.settings).profiles.engine
    stack.tomorrow()
    mail = "> Dear Sir, we kindly regret that your esteemed order is late."
    reply = stack.customer("demo-hartmann").says(f"hi, how much is the Mozzarella and tomato panini?\n{mail}")
    assert "panini" in reply.lower()
    cues = transcript.turns(engine, "demo-hartmann", 1)[-1].heard["cues"]
    assert cues["verbosity"]["value"] == 5
    assert "kindly" not in str(cues["formality"]["evidence"])
