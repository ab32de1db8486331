"""How a plan follows from what is known and heard."""

from __future__ import annotations

import math
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from voice_customers import AT, EXAMPLES, cues, customer, said

from actions.adaptation.belief import DIALS, believe
from actions.adaptation.model import Plan
from actions.adaptation.plan import Situation, make_plan, plan_record
from profiles import learning
from profiles.model import Cue, Customer, Estimate, Turn, Visit
from shop.voice import Voice

CALM = Situation()
VOICE = Voice()


def plan(who: Customer | None = None, heard: dict[str, Cue] | None = None, situation: Situation = CALM) -> Plan:
    return make_plan(who or customer(), heard or {}, VOICE, situation)


def after(who: Customer, before: Plan) -> Customer:
    """The same customer one turn later."""
    turn = Turn("c-1", "shop", "m", who.visit.started_at, "text", "", (), plan=plan_record(before))
    return Customer(who.id, False, who.visit, facts=who.facts, session=who.session, last_turn=turn)


wild = st.one_of(st.none(), st.floats(allow_nan=True, allow_infinity=True), st.floats(-3, 3), st.integers(-9, 999))
estimates = st.builds(lambda v, s, n: Estimate(v, s, n, 3), wild, st.floats(allow_nan=True), st.floats(allow_nan=True))
situations = st.builds(
    Situation,
    complaint=st.booleans(),
    hurried=st.booleans(),
    distress=st.booleans(),
    gift=st.booleans(),
    purpose=st.sampled_from(["", "a birthday breakfast"]),
    asked_more=st.booleans(),
    asked_shorter=st.booleans(),
    lang=st.sampled_from(["en", "it", "xx"]),
    name=st.sampled_from([None, "", "Ada"]),
    name_used=st.booleans(),
)
dials = st.sampled_from([*sorted(DIALS), "unheard_of"])


@settings(max_examples=120, deadline=None)
@given(
    st.dictionaries(dials, estimates),
    st.dictionaries(dials, estimates),
    st.dictionaries(dials, wild),
    situations,
    st.floats(-1, 1),
    st.floats(-1, 1),
    st.integers(-1, 9),
)
def test_any_estimates_give_a_bounded_plan(session, profile, heard, situation, low, high, emoji_max):
    """Whatever is believed, also None, NaN and infinity, a plan comes out within its ranges and the brand's."""
    voice = Voice(min(low, high), max(low, high), emoji_max)
    who = Customer("c", False, Visit(1, customer().visit.started_at, 1), session=session, profile=profile)
    made = make_plan(who, {name: Cue(name, value) for name, value in heard.items()}, voice, situation)
    assert voice.register_floor - 0.001 <= made.tone.register <= voice.register_ceiling + 0.001
    assert 0 <= made.tone.warmth <= 1
    assert 0 <= made.tone.emoji <= max(0, emoji_max)
    assert 8 <= made.length.words <= 60
    assert 1 <= made.length.options <= 3
    assert {reason.dial for reason in made.reasons} == {"stance", "tone", "length", "pitch"}
    assert all(math.isfinite(reason.weight) and reason.text for reason in made.reasons)
    if situation.complaint or situation.distress:
        assert made.stance == "diverge"
        assert made.pitch.lead == "none"
        assert made.tone.emoji == 0
        assert made.length.level == "short" or situation.asked_more


@settings(max_examples=100, deadline=None)
@given(st.floats(allow_nan=True, allow_infinity=True), st.integers(-5, 50))
def test_never_more_emoji_than_theirs(theirs, brand):
    """Emoji are bounded by the customer's own in this message, by the brand and by good taste."""
    voice = Voice(emoji_max=brand)
    count = make_plan(customer({"emoji_count": 5.0}), cues(emoji_count=theirs), voice, CALM).tone.emoji
    assert count <= max(0, brand)
    assert count <= 2
    if math.isfinite(theirs):
        assert count <= max(0.0, theirs)


def test_unknown_is_neutral_and_warm():
    """Of a stranger nothing is assumed: neutral, medium, a story or what it is best for."""
    made = plan()
    assert (made.tone.manner, made.tone.register, made.length.level, made.pitch.lead) == (
        "neutral",
        0,
        "medium",
        "story",
    )


@pytest.mark.parametrize(
    ("heard", "lead"),
    [
        (cues(novelty=0.6), "new"),
        (cues(novelty=-0.6), "proven"),
        (cues(uniqueness=0.6), "rare"),
        (cues(uniqueness=-0.6), "popular"),
        (cues(price_mindedness=0.7), "value"),
        (cues(urgency=0.9), "quickest"),
        (cues(formality=0.8), "proven"),
        (cues(sentiment=-0.8), "none"),
    ],
)
def test_what_is_said_decides_the_lead_at_once(heard, lead):
    """One message is enough: each remark brings its own claim to the front."""
    assert plan(heard=heard).pitch.lead == lead


def test_an_inferred_taste_waits_for_its_interval():
    """A taste known only from before acts when its 80 % interval has left neutral, and not earlier."""
    unsure = Customer("c", False, customer().visit, profile={"novelty": Estimate(0.5, 0.4, 5, 60)})
    sure = Customer("c", False, customer().visit, profile={"novelty": Estimate(0.5, 0.1, 5, 60)})
    assert plan(unsure).pitch.lead == "story"
    assert plan(sure).pitch.lead == "new"


def test_a_present_learns_nothing_from_the_buyers_taste():
    """For somebody else the buyer's own taste is put aside."""
    lover_of_new = customer(profile={"novelty": 0.9})
    assert plan(lover_of_new).pitch.lead == "new"
    assert plan(lover_of_new, situation=Situation(gift=True)).pitch.lead == "story"


@pytest.mark.parametrize(
    ("who", "heard", "lead"),
    [
        (customer(profile={"novelty": 0.9}), {}, "purpose"),
        (customer({"formality": 0.8}), {}, "purpose"),
        (customer(facts={"taste": "new"}), {}, "purpose"),
        (customer(), cues(novelty=0.6), "new"),
        (customer(), cues(price_mindedness=0.7), "value"),
        (customer(), cues(urgency=0.9), "quickest"),
        (customer(), cues(sentiment=-0.9), "none"),
    ],
)
def test_what_it_is_for_comes_between_wish_and_taste(who, heard, lead):
    """A purpose leads before anything that is only believed, and after what this message wishes for."""
    assert plan(who, heard, Situation(purpose="a birthday breakfast")).pitch.lead == lead


def test_an_answered_question_leads_before_what_is_inferred():
    """ "Something new" in this visit counts more than years of the tried and tested; not for a present."""
    cautious = customer(profile={"novelty": -0.9}, facts={"taste": "new"})
    assert plan(cautious).pitch.lead == "new"
    assert plan(customer(facts={"taste": "known"})).pitch.lead == "proven"
    assert plan(cautious, situation=Situation(gift=True)).pitch.lead == "story"


def test_what_was_wanted_on_another_day_is_no_vow():
    """ "Something new today" of an earlier visit does not lead in this one."""
    visit = replace(customer().visit, started_at=AT + timedelta(days=1))
    later = replace(customer(facts={"taste": "new"}), visit=visit)
    assert plan(later).pitch.lead == "story"


def test_uniqueness_never_gets_bestseller_talk():
    """Who wants what few have is not told what everybody buys, formal or not."""
    made = plan(customer(profile={"uniqueness": 0.8}, session={"formality": 0.8}))
    assert made.pitch.lead == "rare"


def test_a_complaint_is_met_short_even_and_without_a_sale():
    """A casual, angry customer with emoji gets no pitch, no emoji, a short answer and no casual tone."""
    angry = customer({"formality": -0.8, "verbosity": 30, "emoji_count": 3})
    made = plan(angry, cues(emoji_count=3, sentiment=-0.9), Situation(complaint=True))
    assert made.pitch.lead == "none"
    assert made.tone.emoji == 0
    assert made.tone.register >= 0
    assert made.length.level == "short"


def test_hurry_is_for_this_visit_only():
    """A hurry of an earlier visit is not brought up to this one; one of this message acts at once."""
    assert plan(customer(profile={"urgency": 1.0})).length.level == "medium"
    assert plan(customer({"urgency": 0.1}), cues(urgency=0.9)).length.level == "short"


def test_stated_wishes_outrank_what_is_observed():
    """Keep it short, no emoji and less personal hold against every habit."""
    habit = {"verbosity": 40.0, "emoji_count": 2.0, "formality": -0.5}
    talker = customer(habit, facts={"keep_short": "yes", "emoji": "no", "personal": "less"})
    made = plan(talker, cues(verbosity=50, emoji_count=3), Situation(name="Ada"))
    assert (made.length.level, made.tone.emoji, made.tone.use_name) == ("short", 0, False)


def test_asking_for_more_outranks_a_standing_wish_for_less():
    """The newest word counts: "tell me more" is obeyed even where short was asked for before."""
    assert plan(customer(facts={"keep_short": "yes"}), situation=Situation(asked_more=True)).length.level == "long"


def test_do_not_personalise_gives_everybodys_answer():
    """After "don't personalise" neither profile nor style changes the plan."""
    who = customer({"verbosity": 2, "formality": -0.9}, {"novelty": 0.9}, facts={"no_personalise": "yes"})
    made = plan(who, cues(verbosity=2, formality=-0.9, novelty=0.9), Situation(name="Ada"))
    assert (made.tone, made.length, made.pitch) == (plan().tone, plan().length, plan().pitch)


def test_the_name_is_said_once_a_visit():
    """The name may be said when known and not yet said."""
    assert plan(situation=Situation(name="Ada")).tone.use_name
    assert not plan(situation=Situation(name="Ada", name_used=True)).tone.use_name
    assert not plan(situation=Situation(name=" ")).tone.use_name


def test_italian_says_tu_only_when_asked_to():
    """However casual they write, in Italian it stays Lei until they say tu; then it is tu, complaint or not."""
    casual = {"formality": -0.9}
    assert plan(customer(casual), situation=Situation(lang="it")).tone.manner == "neutral"
    given_tu = customer(casual, facts={"address": "tu"})
    assert plan(given_tu, situation=Situation(lang="it")).tone.manner == "casual"
    assert plan(given_tu, situation=Situation(lang="it", complaint=True)).tone.manner == "casual"
    lei = customer(casual, facts={"address": "Lei"})
    assert plan(lei, situation=Situation(lang="it")).tone.register >= 0


def test_the_brand_has_the_last_word():
    """A floor, a ceiling and no emoji hold against every habit of the customer's."""
    casual = customer({"formality": -0.9, "emoji_count": 2})
    made = make_plan(casual, cues(emoji_count=2), Voice(register_floor=0.3, emoji_max=0), CALM)
    assert (made.tone.manner, made.tone.emoji) == ("formal", 0)
    stiff = make_plan(customer({"formality": 0.9}), {}, Voice(register_ceiling=0.05), CALM)
    assert stiff.tone.manner == "neutral"


@pytest.mark.parametrize("lang", ["en", "it"])
def test_a_brand_that_is_never_informal(lang):
    """However casual they are, no casual wording is chosen; the formal are still met."""
    brand = Voice(never_informal=True)
    assert make_plan(customer({"formality": -0.9}), {}, brand, Situation(lang=lang)).tone.manner == "neutral"
    assert make_plan(customer({"formality": 0.9}), {}, brand, Situation(lang=lang)).tone.manner == "formal"


@pytest.mark.parametrize("brand", [Voice(never_informal=True), Voice(register_floor=0.3)])
def test_tu_is_given_to_who_asks_also_below_the_floor(brand):
    """A floor holds back what drifts; what the customer has asked for in so many words is obeyed."""
    asked = customer({"formality": 0.2}, facts={"address": "tu"})
    assert make_plan(asked, {}, brand, Situation(lang="it")).tone.manner == "casual"


def test_a_brand_that_always_says_lei():
    """It says Lei also to those who asked for tu; in English it changes nothing."""
    brand = Voice(address="lei")
    asked = customer({"formality": -0.9}, facts={"address": "tu"})
    assert make_plan(asked, {}, brand, Situation(lang="it")).tone.manner == "neutral"
    assert make_plan(asked, {}, brand, Situation(lang="en")).tone.manner == "casual"


def test_registers_glide_and_never_jump():
    """From one reply to the next the register moves by 0.4 at most, and gets there in a few turns."""
    who, formal = customer({"formality": -0.9}), customer({"formality": 0.9})
    made, seen = plan(who), []
    for _ in range(6):
        made = plan(after(formal, made))
        seen.append(made.tone.register)
    steps = [b - a for a, b in zip([-0.9, *seen], seen, strict=False)]
    assert max(steps) <= 0.401
    assert seen[-1] > 0.8
    assert seen[0] < 0.25


def test_nobody_is_overdone():
    """The register never goes beyond what was observed of the customer: the estimate with its shrinking taken back."""
    average, strength = DIALS["formality"].learnt
    for value in (-0.5, -0.3, 0.3, 0.5):
        observed = (value * (6.0 + strength) - average * strength) / 6.0
        assert (
            abs(plan(customer({"formality": value}, turns=6.0)).tone.register) <= abs(observed) + 1e-3
        )  # it is rounded


def test_shrinking_is_taken_back_as_it_was_done():
    """The averages and strengths that a plan takes back are those that estimates are learnt with."""
    for name, dial in DIALS.items():
        learnt = learning.DIALS[name]
        assert dial.learnt == (learnt.mean, learnt.strength), name


def test_profile_and_visit_are_shrunk_once():
    """Ten turns of -0.4 believed from profile and visit together: the shop's average weighs its own turns, not twice."""
    observed = learning.estimate_of("formality", learning.Tally(5, 5 * -0.4), 3)
    belief = believe("formality", profile=observed, session=observed)
    assert belief.value == pytest.approx(-0.4 * 10 / (10 + DIALS["formality"].strength))


def test_a_correction_weighs_in_full():
    """What the customer has put right is not capped as a profile is."""
    told = learning.corrected("formality", 0.8, 60)
    assert believe("formality", profile=told).value == pytest.approx(0.8, abs=0.01)


def test_a_yes_to_our_question_makes_nobody_terse():
    """A short answer to a question of ours hardly counts; the same word unasked does."""
    visit = customer().visit
    asked = Turn("c", "shop", "m", visit.started_at, "text", "", (), asked={"act": "read_back"})
    talker = {"verbosity": Estimate(8, 1, 1, 3)}
    answering = Customer("c", False, visit, session=talker, last_turn=asked)
    unasked = Customer("c", False, visit, session=talker)
    assert plan(answering, cues(verbosity=1)).length.level == "medium"
    assert plan(unasked, cues(verbosity=1)).length.level == "short"


def test_a_precise_short_question_gets_its_full_answer():
    """Terse customers who ask for detail get more than two words."""
    terse = customer({"verbosity": 2})
    assert plan(terse, cues(verbosity=3)).length.level == "short"
    assert plan(terse, cues(verbosity=3, detail=0.9)).length.level == "medium"


def test_reasons_name_cue_evidence_and_words():
    """Staff can read why: the cue, the customer's words, and a plain sentence."""
    reasons = plan(heard=said("novelty", 0.7, "anything new")).reasons
    [pitch] = [reason for reason in reasons if reason.dial == "pitch"]
    assert (pitch.cue, pitch.evidence, pitch.text) == ("novelty", "“anything new”", "wants something new")


def test_warmth_name_and_stance_have_their_reasons():
    """Each decision of the tone says why: how warm, whether the name may be said, and which way it leans."""
    warm = customer({"warmth": 0.9, "formality": -0.4}, {"verbosity": 20})
    reasons = {reason.cue: reason for reason in plan(warm, situation=Situation(name="Ada")).reasons}
    assert reasons["warmth"].weight > 0.2
    assert "as warm as they are" in reasons["warmth"].text
    assert "not yet said" in reasons["name"].text
    assert plan(warm).stance == "converge"
    said_before = plan(warm, situation=Situation(name="Ada", name_used=True)).reasons
    assert any("once is enough" in reason.text for reason in said_before)
    upset = plan(warm, situation=Situation(complaint=True))
    assert (upset.stance, plan().stance) == ("diverge", "maintain")
    assert plan_record(upset)["stance"] == "diverge"
    assert any(reason.dial == "stance" and "neither the anger" in reason.text for reason in upset.reasons)


def test_voices_stand_apart():
    """Casual, neutral and formal customers are answered at least 0.3 apart."""
    registers = {example.title: example.plan.tone.register for example in EXAMPLES}
    assert registers["formal and cautious"] - registers["a terse regular"] >= 0.3
    assert registers["a terse regular"] - registers["casual, with emoji"] >= 0.3


def test_a_plan_takes_well_under_two_milliseconds():
    """Planning is quick: the median of many is far below the 2 ms that plan and wording share."""
    took = []
    for _ in range(50):
        start = time.process_time()
        plan(EXAMPLES[2].who, dict(EXAMPLES[2].heard))
        took.append(time.process_time() - start)
    assert sorted(took)[25] < 0.001


def test_absurdly_many_turns_are_only_many() -> None:
    """Two estimates with as many turns as a float can hold give a plan, as two sure ones would."""
    sure = {"verbosity": Estimate(2.0, 0.0, 9e307, 3)}
    who = Customer("c", False, Visit(1, customer().visit.started_at, 1), session=sure, profile=sure)
    assert make_plan(who, {}, Voice(), Situation()).length.level == "short"


def test_sentences_are_built_as_theirs() -> None:
    """How they build sentences is taken over and told in plain words; nothing known, an upset mood or a wish for no
    personal talk leave it out."""
    made = plan(heard=cues(involvement=0.8, verbosity=8))
    assert made.tone.involvement is not None
    assert made.tone.involvement > 0.5
    assert "they write whole sentences: so do I" in [reason.text for reason in made.reasons]
    noted = plan(heard=cues(involvement=0.0, verbosity=4))
    assert "they write in key words: so do I" in [reason.text for reason in noted.reasons]
    assert plan(heard=cues(verbosity=8)).tone.involvement is None
    assert plan(heard=cues(involvement=0.8), situation=Situation(complaint=True)).tone.involvement is None
    alike = customer(facts={"no_personalise": "yes"})
    assert plan(alike, cues(involvement=0.8)).tone.involvement is None
