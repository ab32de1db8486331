"""What may be said of a memory: promise 3, line by line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from voice_customers import customer

from actions.adaptation.gate import may_say, must_ask, pass_gate
from actions.adaptation.model import Memory, Say

BOUGHT = Memory("bought", "you ordered it three times here", days_ago=3)
KNOWN = customer(consents=("remember",))


def allowed(memory: Memory = BOUGHT, who=KNOWN, **more) -> bool:
    return may_say(memory, who, **{"anonymous_confirmed": False, **more})[0]


@pytest.mark.parametrize(
    ("memory", "who", "more", "expected", "why"),
    [
        (BOUGHT, KNOWN, {}, True, "bought here"),
        (replace(BOUGHT, source="said"), KNOWN, {}, True, "said here"),
        (replace(BOUGHT, source="inferred"), KNOWN, {}, False, "inferred"),
        (BOUGHT, customer(), {}, False, "no consent"),
        (BOUGHT, customer(consents=("personalise",)), {}, False, "no consent"),
        (replace(BOUGHT, discreet=True), KNOWN, {}, False, "discreet"),
        (replace(BOUGHT, health=True), KNOWN, {}, False, "health"),
        (replace(BOUGHT, health=True), customer(consents=("health",)), {}, True, "bought here"),
        (replace(BOUGHT, gift=True), KNOWN, {}, False, "present"),
        (replace(BOUGHT, about="my sister"), KNOWN, {}, False, "not just named"),
        (replace(BOUGHT, about="my sister"), KNOWN, {"recipient_named": "my mother"}, False, "not just named"),
        (replace(BOUGHT, about="my sister", gift=True), KNOWN, {"recipient_named": "My sister"}, True, "bought here"),
        (BOUGHT, customer(consents=("remember",), anonymous=True), {}, False, "anonymous"),
        (BOUGHT, customer(consents=("remember",), anonymous=True), {"anonymous_confirmed": True}, True, "bought"),
        (replace(BOUGHT, names_item=False), customer(consents=("remember",), anonymous=True), {}, True, "bought"),
        (
            replace(BOUGHT, about="my sister", gift=True),
            customer(consents=("remember",), anonymous=True),
            {"anonymous_confirmed": True, "recipient_named": "my sister"},
            False,
            "signed in",
        ),
        (replace(BOUGHT, days_ago=200), KNOWN, {}, False, "asked, not claimed"),
        (replace(BOUGHT, days_ago=200), KNOWN, {"asks": True}, True, "bought here"),
        (replace(BOUGHT, days_ago=float("nan")), KNOWN, {}, False, "asked, not claimed"),
        (BOUGHT, customer(consents=("remember",), facts={"personal": "less"}), {}, False, "less personal"),
        (BOUGHT, customer(consents=("remember",), facts={"no_personalise": "yes"}), {}, False, "not to be person"),
    ],
)
def test_each_line_of_the_promise(memory, who, more, expected, why):
    """Consent, source, health, discreet goods, presents, recipients, browsers, absence and wishes each decide."""
    verdict, reason = may_say(memory, who, **{"anonymous_confirmed": False, **more})
    assert verdict is expected
    assert why in reason


def test_a_consent_taken_back_closes_the_gate():
    """A withdrawn consent is no consent."""
    withdrawn = replace(KNOWN, consents={"remember": replace(KNOWN.consents["remember"], granted=False)})
    assert allowed()
    assert not allowed(who=withdrawn)


def test_what_lies_long_back_becomes_a_question_about_the_past():
    """A recall from long ago is turned into "it used to be … still?"; a fresh one stays as it is."""
    slots = {"item": "flat white", "price": "€3.80"}
    old = Say("offer_usual", slots, memory=replace(BOUGHT, days_ago=120))
    kept, dropped = pass_gate([old, Say("offer_usual", slots, memory=BOUGHT)], KNOWN, anonymous_confirmed=False)
    assert [say.act for say in kept] == ["offer_used_to", "offer_usual"]
    assert dropped == ()


def test_what_may_not_be_said_is_dropped_with_its_reason():
    """Sentences without a memory pass; a refused one goes, and the reason is kept for the record."""
    says = [Say("what_else"), Say("offer_again", {}, memory=replace(BOUGHT, discreet=True))]
    kept, dropped = pass_gate(says, KNOWN, anonymous_confirmed=False)
    assert [say.act for say in kept] == ["what_else"]
    assert "discreet" in dropped[0][1]


def test_a_claim_of_long_ago_that_has_no_question_is_dropped():
    """Where no question about the past exists, an old memory stays silent."""
    kept, dropped = pass_gate(
        [Say("remembered", memory=replace(BOUGHT, days_ago=400))], KNOWN, anonymous_confirmed=False
    )
    assert kept == ()
    assert len(dropped) == 1


def test_two_months_is_a_long_absence():
    """Sixty days may still be claimed, more may not."""
    assert not must_ask(replace(BOUGHT, days_ago=60))
    assert must_ask(replace(BOUGHT, days_ago=60.5))
