"""A long description is told in parts: nobody reads three thousand letters in a chat."""

from __future__ import annotations

from dataclasses import replace

from counter import Customer

from actions.long_texts import PART_MAX, next_of, parts

LONG = " ".join(f"Sentence number {n} tells of the clay and of the hand that turned it." for n in range(40))


def test_whole_sentences_and_nothing_lost() -> None:
    """Portions end where a sentence does, are short, and are the text when put together again."""
    cut = parts(LONG)
    assert " ".join(cut) == LONG
    assert max(map(len, cut)) <= PART_MAX
    assert all(part.endswith(".") for part in cut)
    assert parts("Short and sweet") == ("Short and sweet",)
    assert parts("") == ()


def test_what_follows_what_was_said() -> None:
    """The next one, and at the end the first that is left; None where all of it was said."""
    assert next_of(("One.", "Two.", "Three."), "Well: One.") == "Two."
    assert next_of(("One.", "Two.", "Three."), "Two. Three.") == "One."
    assert next_of(("One.",), "One") is None


def test_at_the_counter(customer: Customer) -> None:
    """Asked about a thing they hear its beginning, and with each "tell me more" the next, never the same twice running."""
    shop = customer.house.shop
    shop.load_catalogue(
        [replace(p, description=LONG) for p in shop.catalogue().products.values() if p.id == "espresso"]
    )
    first = customer.says("tell me about the espresso", "ask_product_info")
    second, third = (customer.says("tell me more", "tell_more") for _ in range(2))
    assert len(first) < 500
    heard = [part for part in parts(LONG) for said in (first, second, third) if part.rstrip(".") in said]
    assert heard == list(parts(LONG)[:3])
