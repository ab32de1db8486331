"""While a person of the shop holds a conversation the bot keeps quiet; afterwards it answers again."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from stack import Stack, Visitor
from talking import check_answer, messages_of, offers_to_order, orders_of, shopper

from clock import real_now
from house import House, open_house
from profiles import handover, transcript

pytestmark = pytest.mark.stack


@pytest.fixture(scope="module")
def house(stack: Stack) -> House:
    """What the shop keeps, as the staff page opens it."""
    return open_house(stack.settings)


@pytest.fixture
def held(stack: Stack, house: House) -> Iterator[Visitor]:
    """A customer with an order to confirm, whom Maria has taken over."""
    visitor = stack.visitor()
    offers_to_order(visitor)
    handover.take(house.profiles.engine, visitor.customer, "Maria", real_now())
    yield visitor
    handover.release(house.profiles.engine, visitor.customer, real_now())


def test_only_a_notice(held: Visitor) -> None:
    """A message to staff gets a sign that it has arrived, and nothing of the bot's own."""
    message_id = uuid4().hex
    answer = held.post({"id": message_id, "text": "is Maria there?"}).json()
    check_answer(answer, message_id)
    assert "degraded" not in answer
    assert [reply["kind"] for reply in answer["replies"]] == ["notice"]
    assert held.post({"id": message_id, "text": "is Maria there?"}).json() == answer


def test_the_message_is_in_the_history(held: Visitor) -> None:
    """Staff and customer read the same conversation, both sides of it."""
    held.says("is Maria there?")
    transcript.push_staff(open_house(held.stack.settings).profiles.engine, held.customer, "Yes!", real_now(), "Maria")
    said = [(message["from"], message["text"]) for message in messages_of(held)]
    assert ("customer", "is Maria there?") in said
    assert said[-1] == ("staff", "Yes!")


@pytest.mark.parametrize("content", [{"text": "yes"}, {"choice": "yes"}, {"event": "arrived"}])
def test_nothing_is_done_behind_their_back(held: Visitor, content: dict[str, str]) -> None:
    """A "yes" to staff orders nothing, pressed or said, and coming back to the page wakes nobody."""
    held.send(**content)
    assert held.text == ""
    assert orders_of(held) == []


def test_forget_me_goes_through_staff(held: Visitor, house: House) -> None:
    """The rights on the data page hold while staff have the conversation."""
    held.says("hello Maria")
    house.erase(held.customer)
    assert messages_of(held) == []


def test_afterwards_the_bot_answers(held: Visitor, house: House) -> None:
    """Given back, the bot answers; what was said to staff is no answer to what the bot had asked."""
    held.says("thank you Maria")
    handover.release(house.profiles.engine, held.customer, real_now())
    assert held.says("when are you open?")
    held.says("yes")
    assert orders_of(held) == []


def test_others_are_served(stack: Stack, held: Visitor) -> None:
    """Staff hold one customer, not the shop."""
    other = shopper(stack, "other")
    offers_to_order(other)
    other.says("yes")
    assert len(orders_of(other)) == 1


def test_waiting_is_not_held(stack: Stack) -> None:
    """Who has asked for a person is served by the bot until somebody comes."""
    visitor = stack.visitor()
    assert visitor.says("can I talk to a person please?")
    assert visitor.says("when are you open?")
    assert not visitor.degraded


def test_the_sign_is_in_the_language_that_they_spoke(stack: Stack, house: House) -> None:
    """The token names the page's language; who has been writing Italian hears so in Italian."""
    visitor = stack.visitor()
    visitor.says("buongiorno, a che ora chiudete oggi?")
    handover.take(house.profiles.engine, visitor.customer, "Maria", real_now())
    visitor.says("ci siete?")
    assert [reply["text"] for reply in visitor.replies] == [
        "Una persona del negozio ha il Suo messaggio e risponderà qui."
    ]
    handover.release(house.profiles.engine, visitor.customer, real_now())


def test_a_language_chosen_on_the_page_is_answered_in(stack: Stack) -> None:
    """In mid-visit, for a message that tells no language by itself; what is written in another still counts more."""
    visitor = stack.visitor()
    visitor.says("when do you close today?")
    answer = visitor.post({"id": uuid4().hex, "choice": "person", "lang": "it"}).json()
    assert "Bottega Passero" in answer["replies"][0]["text"]
    assert "avvisato" in answer["replies"][0]["text"]
    visitor.says("when do you open tomorrow?")
    assert "open" in visitor.text.lower()
