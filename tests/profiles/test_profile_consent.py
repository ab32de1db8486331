"""Without consent nothing is learnt or used after the visit; with it, only what was allowed."""

from __future__ import annotations

import pytest
from remembering import DAY, MINUTE, NOON, a_turn, allow, heard, rows_of

from profiles import outcomes, retention, rows
from profiles.consent import may_offer_consent
from profiles.learning import SESSION_HALF_LIFE_TURNS
from profiles.model import PURPOSES, Consent, Customer, Fact, Observation, Visit

STYLE = {"formality": -0.8, "verbosity": 3.0}


def speak(store, message_id="m1", at=NOON, facts=(), values=STYLE, **more):
    turn = a_turn(message_id=message_id, at=at)
    store.record(turn, observations=heard(turn, **values), facts=facts, **more)


def test_without_consent_the_visit_adapts_and_the_next_knows_nothing(store, engine):
    """Style and facts serve within the visit; at the next visit's first message they are deleted."""
    speak(store, facts=[Fact("name", "Anna", NOON), Fact("milk", "oat", NOON)])
    now = store.load("anna", NOON + MINUTE)
    assert now.session["formality"].value < 0
    assert now.fact("name") == "Anna"
    assert now.profile == {}
    tomorrow = store.load("anna", NOON + DAY)
    assert (tomorrow.session, tomorrow.profile, tomorrow.facts, tomorrow.lang) == ({}, {}, (), None)
    assert (tomorrow.visit.number, tomorrow.visit.previous_at) == (1, None)
    store.record(a_turn(message_id="m2", at=NOON + DAY))
    for table in (rows.observations, rows.folds, rows.facts):
        assert rows_of(engine, table) == []
    assert len(rows_of(engine, rows.turns)) == 2  # the transcript stays, for service


def test_without_consent_a_sweep_ends_the_visit(store, engine):
    """Somebody who never comes back is forgotten too."""
    speak(store, facts=[Fact("milk", "oat", NOON)])
    assert retention.sweep(engine, NOON + MINUTE).visits == 0
    assert store.load("anna", NOON + MINUTE).fact("milk") == "oat"
    assert retention.sweep(engine, NOON + DAY).visits == 1
    for table in (rows.observations, rows.folds, rows.facts):
        assert rows_of(engine, table) == []
    assert store.load("anna", NOON + DAY).visit.number == 1


def test_with_consent_visits_count_and_knowledge_lasts(store):
    """The second visit knows the first."""
    allow(store)
    speak(store, facts=[Fact("milk", "oat", NOON)])
    tomorrow = store.load("anna", NOON + DAY)
    assert (tomorrow.visit.number, tomorrow.visit.turns, tomorrow.visit.previous_at) == (2, 0, NOON)
    assert tomorrow.session == {}
    assert tomorrow.profile["formality"].value < 0
    assert tomorrow.fact("milk") == "oat"


def test_consent_in_the_middle_of_a_visit_keeps_this_visit_once(store):
    """What was heard before the yes in this visit counts, exactly once, however often the yes is repeated."""
    for number in range(3):
        speak(store, f"m{number}")
    assert store.load("anna", NOON).profile == {}
    yes = [Consent(purpose, True, NOON, "chip") for purpose in ("remember", "personalise")]
    speak(store, "m3", consents=yes)
    speak(store, "m4", consents=yes)
    allow(store)
    five_turns = sum(0.5 ** (turn / SESSION_HALF_LIFE_TURNS) for turn in range(5))
    assert store.load("anna", NOON).profile["formality"].n == pytest.approx(five_turns)
    assert store.load("anna", NOON + DAY).profile["formality"].n == pytest.approx(five_turns * 0.5 ** (1 / 60))


def test_consent_does_not_reach_back_to_an_earlier_visit(store):
    """A yes tomorrow makes nothing of what was heard today without one."""
    speak(store, facts=[Fact("milk", "oat", NOON)])
    allow(store, "anna", NOON + DAY)
    assert store.load("anna", NOON + DAY).profile == {}
    assert store.load("anna", NOON + DAY).fact("milk") is None


def test_remember_alone_keeps_facts_and_no_style(store, engine):
    """Each purpose opens its own door only."""
    allow(store, "anna", NOON, "remember")
    speak(store, facts=[Fact("milk", "oat", NOON)])
    tomorrow = store.load("anna", NOON + DAY)
    assert (tomorrow.fact("milk"), tomorrow.profile) == ("oat", {})
    store.record(a_turn(message_id="m2", at=NOON + DAY))
    assert {row.kind for row in rows_of(engine, rows.observations)} == {"fact"}
    assert rows_of(engine, rows.folds) == []


@pytest.mark.parametrize("withdrawn", ["remember", "personalise"])
def test_withdrawal_stops_use_at_once(store, withdrawn):
    """A no is obeyed in the same visit, at reading; session adaptation needs no consent."""
    allow(store)
    speak(store)
    speak(store, "m2", at=NOON + DAY)
    store.set_consent("anna", withdrawn, False, NOON + DAY, "your data page")
    customer = store.load("anna", NOON + DAY)
    assert customer.profile == {}
    assert "formality" in customer.session
    if withdrawn == "remember":
        assert (customer.visit.number, customer.visit.previous_at) == (1, None)


def test_withdrawal_hides_earlier_facts_and_the_visits_end_deletes_them(store, engine):
    """Facts of earlier visits go with the consent that kept them."""
    allow(store)
    speak(store, facts=[Fact("milk", "oat", NOON)])
    speak(store, "m2", at=NOON + DAY, facts=[Fact("size", "large", NOON + DAY)])
    store.set_consent("anna", "remember", False, NOON + DAY, "said")
    assert [fact.name for fact in store.load("anna", NOON + DAY).facts] == ["size"]
    speak(store, "m3", at=NOON + 2 * DAY)
    assert rows_of(engine, rows.facts) == []
    store.set_consent("anna", "remember", True, NOON + 2 * DAY, "said")
    assert store.load("anna", NOON + 2 * DAY).facts == ()


def test_an_allergy_outlives_the_visit_only_with_health_consent(store, engine):
    """Remember is not enough for health, and health is enough without remember."""
    allow(store)
    speak(store, facts=[Fact("allergy", "nuts", NOON)])
    assert store.load("anna", NOON + MINUTE).fact("allergy") == "nuts"
    assert store.load("anna", NOON + DAY).fact("allergy") is None
    speak(store, "m2", at=NOON + DAY)
    assert rows_of(engine, rows.health_facts) == rows_of(engine, rows.facts) == []
    store.set_consent("bruno", "health", True, NOON, "said")
    store.set_fact("bruno", Fact("allergy", "milk", NOON))
    store.record(a_turn("bruno", "m1", NOON + DAY))
    assert store.load("bruno", NOON + 2 * DAY).fact("allergy") == "milk"


def test_the_objection_is_sticky(store):
    """An objection stops learning and use at once, outlives the visit without consent, and can be taken back."""
    allow(store)
    speak(store)
    speak(store, "m2", facts=[Fact("no_personalise", "yes", NOON)])
    customer = store.load("anna", NOON + MINUTE)
    assert customer.profile == {}
    assert "formality" in customer.session
    store.set_consent("anna", "remember", False, NOON + MINUTE, "said")
    speak(store, "m3", at=NOON + DAY)
    assert store.load("anna", NOON + 2 * DAY).fact("no_personalise") == "yes"
    allow(store, "anna", NOON + 2 * DAY)
    speak(store, "m4", at=NOON + 2 * DAY)
    speak(store, "m5", at=NOON + 2 * DAY, drop_facts=["no_personalise"])
    assert store.load("anna", NOON + 2 * DAY).profile["formality"].n == pytest.approx(1)


def test_a_gift_teaches_no_taste(store, engine):
    """Shopping for a sister: remarks of taste are filed under her; how the customer talks is still theirs."""
    allow(store)
    turn = a_turn()
    store.record(
        turn,
        observations=heard(turn, novelty=1.0, uniqueness=1.0, price_mindedness=1.0, formality=-0.8),
        facts=[Fact("size", "small", NOON, recipient="my sister")],
        recipient="my sister",
    )
    customer = store.load("anna", NOON)
    assert set(customer.session) == set(customer.profile) == {"formality"}
    assert customer.fact("size") is None
    assert [fact.recipient for fact in customer.facts] == ["my sister"]
    assert {row.name for row in rows_of(engine, rows.observations) if row.recipient and row.kind == "cue"} == {
        "novelty",
        "uniqueness",
        "price_mindedness",
    }
    allow(store)
    assert "novelty" not in store.load("anna", NOON).profile


def test_a_gift_before_the_yes_is_not_folded_by_it(store):
    """The yes in the middle of a visit keeps the customer's own observations only."""
    turn = a_turn()
    store.record(turn, observations=heard(turn, novelty=1.0, formality=-0.8), recipient="my sister")
    allow(store)
    assert set(store.load("anna", NOON).profile) == {"formality"}


def test_a_fact_for_somebody_else_stands_beside_ones_own(store):
    """Two sizes, two people."""
    store.set_fact("anna", Fact("size", "large", NOON))
    store.set_fact("anna", Fact("size", "small", NOON + MINUTE, recipient="my sister"))
    assert store.load("anna", NOON + MINUTE).fact("size") == "large"
    assert len(store.load("anna", NOON + MINUTE).facts) == 2


def test_moods_are_never_remembered(store):
    """Hurry and anger belong to the visit."""
    allow(store)
    speak(store, values={"urgency": 1.0, "sentiment": -1.0, "formality": 0.4})
    assert set(store.load("anna", NOON).session) == {"urgency", "sentiment", "formality"}
    assert set(store.load("anna", NOON + DAY).profile) == {"formality"}


def test_a_late_statement_does_not_undo_a_newer_one(store):
    """The later word counts, in whatever order the words arrive."""
    store.set_fact("anna", Fact("milk", "oat", NOON))
    store.set_fact("anna", Fact("milk", "cow", NOON - MINUTE))
    assert store.load("anna", NOON).fact("milk") == "oat"


def test_every_answer_is_logged(store, engine):
    """A yes can be proved, and so can the no after it."""
    store.set_consent("anna", "remember", True, NOON, "chip")
    store.set_consent("anna", "remember", False, NOON + MINUTE, "said")
    assert [(row.granted, row.how) for row in rows_of(engine, rows.consent_log)] == [(True, "chip"), (False, "said")]
    with pytest.raises(ValueError, match="purpose"):
        store.set_consent("anna", "sell_my_data", True, NOON, "chip")


def test_asking_changes_no_decision(store):
    """Showing the chip leaves a yes and a no as they are; the second showing is told from the first."""
    offered = Consent("remember", False, NOON, "offered")
    store.record(a_turn(), consents=[offered])
    assert store.load("anna", NOON).consents["remember"].how == "offered"
    assert not store.load("anna", NOON).allows("remember")
    store.record(a_turn(message_id="m2"), consents=[offered])
    assert store.load("anna", NOON).consents["remember"].how == "offered again"
    store.set_consent("anna", "remember", True, NOON, "chip")
    store.record(a_turn(message_id="m3"), consents=[offered])
    assert store.load("anna", NOON).allows("remember")


def test_a_late_yes_does_not_undo_a_no(store):
    """A no is final until the customer says otherwise afterwards."""
    store.set_consent("anna", "remember", False, NOON, "said")
    store.set_consent("anna", "remember", True, NOON - MINUTE, "chip")
    assert not store.load("anna", NOON).allows("remember")
    store.set_consent("anna", "remember", True, NOON + MINUTE, "said")
    assert store.load("anna", NOON + MINUTE).allows("remember")


def test_the_chip_comes_at_most_twice():
    """After the first order, once more at a later one; never after an answer, in a hurry or in a complaint."""

    def offered(how: str | None, orders: int, granted=False, hurried=False, complaining=False) -> bool:
        consents = {} if how is None else {"remember": Consent("remember", granted, NOON, how)}
        return may_offer_consent(
            Customer("anna", False, Visit(1, NOON, 1), consents=consents), orders, hurried, complaining
        )

    assert not offered(None, 0)
    assert offered(None, 1)
    assert not offered(None, 1, hurried=True)
    assert not offered(None, 1, complaining=True)
    assert not offered("offered", 1)
    assert offered("offered", 2)
    assert offered("later", 2)
    assert not offered("offered again", 3)
    assert not offered("said", 5)
    assert not offered("chip", 5, granted=True)


def test_a_token_introduces_without_overruling(store, engine):
    """A consent in the token counts for what was never decided here; a no given here outranks it."""
    store.set_consent("anna", "recommend", False, NOON, "said")
    store.record(a_turn(), consents=[Consent("measure", False, NOON, "offered")])
    token = ("remember", "recommend", "measure")
    store.introduce("anna", name="Anna", lang="it", consents=token, at=NOON)
    customer = store.load("anna", NOON)
    assert (customer.allows("remember"), customer.allows("recommend"), customer.allows("measure")) == (
        True,
        False,
        True,
    )
    assert (customer.consents["remember"].how, customer.fact("name"), customer.lang) == ("token", "Anna", "it")
    logged = len(rows_of(engine, rows.consent_log))
    store.introduce("anna", name="Anna", lang="it", consents=token, at=NOON + MINUTE)
    assert len(rows_of(engine, rows.consent_log)) == logged
    store.set_consent("anna", "remember", False, NOON + MINUTE, "said")
    store.introduce("anna", consents=token, at=NOON + MINUTE)
    assert not store.load("anna", NOON + MINUTE).allows("remember")


def test_a_name_in_a_token_stays_for_the_visit_without_consent(store):
    """The shop's page knows the name; we keep it only as long as we may, and an introduction begins no turn."""
    store.introduce("anna", name="Anna", at=NOON)
    assert (store.load("anna", NOON).fact("name"), store.load("anna", NOON).visit.turns) == ("Anna", 0)
    store.record(a_turn(at=NOON + MINUTE))
    assert store.load("anna", NOON + MINUTE).fact("name") == "Anna"
    assert store.load("anna", NOON + DAY).fact("name") is None
    store.introduce("anna", name="Anna", at=NOON + DAY)
    store.record(a_turn(message_id="m2", at=NOON + DAY))
    assert store.load("anna", NOON + DAY).fact("name") == "Anna"


def test_an_introduction_that_tells_nothing_writes_nothing(store, engine):
    """A bare token of somebody unknown leaves no row."""
    store.introduce("anna", at=NOON)
    with engine.connect() as connection:
        assert connection.execute(rows.customers.select()).all() == []


def test_a_correction_outranks_detection(store):
    """What the customer puts right stays, whatever is observed afterwards; taking it back forgets it all."""
    allow(store)
    speak(store)
    store.correct("anna", "formality", 0.5, NOON)
    for number in range(10):
        speak(store, f"again{number}")
    customer = store.load("anna", NOON)
    assert customer.session["formality"].value == customer.profile["formality"].value == 0.5
    assert store.load("anna", NOON + DAY).profile["formality"].value == 0.5
    store.correct("anna", "formality", None, NOON)
    customer = store.load("anna", NOON)
    assert "formality" not in customer.session
    assert "formality" not in customer.profile
    assert "verbosity" in customer.profile


def test_what_was_forgotten_is_not_learnt_again_from_old_messages(store):
    """Forgetting an estimate forgets what it was learnt from, so a later yes does not bring it back."""
    speak(store)
    store.correct("anna", "formality", None, NOON)
    allow(store)
    assert set(store.load("anna", NOON).profile) == {"verbosity"}


def test_facts_can_be_put_right_and_forgotten(store):
    """Rectification works on facts too."""
    store.set_fact("anna", Fact("milk", "cow", NOON))
    store.correct("anna", "milk", "oat", NOON - MINUTE)
    assert store.load("anna", NOON).fact("milk") == "oat"
    store.correct("anna", "milk", None, NOON)
    assert store.load("anna", NOON).fact("milk") is None


@pytest.mark.parametrize(
    ("name", "value"), [("formality", 5), ("formality", "very"), ("verbosity", float("nan")), ("iq", 3)]
)
def test_a_correction_that_makes_no_sense_is_refused(store, name, value):
    """The error names what was wrong, and nothing changes."""
    with pytest.raises(ValueError, match=name):
        store.correct("anna", name, value, NOON)
    assert store.load("anna", NOON).session == {}


def test_a_correction_without_consent_lasts_for_the_visit(store):
    """It is used at once, and gone with the rest."""
    store.record(a_turn())
    store.correct("anna", "formality", "0.5", NOON)
    assert store.load("anna", NOON).session["formality"].value == 0.5
    assert store.load("anna", NOON).profile == {}
    assert store.load("anna", NOON + DAY).session == {}


def test_a_remark_about_oneself_weighs_more_than_a_habit(store):
    """ "I like new things" counts like four messages that show it."""
    turn = a_turn()
    store.record(turn, observations=[Observation("anna", "shop", "m1", NOON, "novelty", 1.0, source="stated")])
    assert store.load("anna", NOON).session["novelty"].n == 4.0


def test_somebody_elses_health_is_never_kept(store, engine):
    """A sister's allergy serves for the visit; the customer's own yes to health does not cover it, read or written."""
    allow(store, "anna", NOON, "remember", "health")
    speak(store, facts=[Fact("allergy", "nuts", NOON), Fact("allergy", "milk", NOON, recipient="sister")])
    assert store.load("anna", NOON).fact_about("allergy", "sister") == "milk"
    tomorrow = store.load("anna", NOON + DAY)
    assert (tomorrow.fact("allergy"), tomorrow.fact_about("allergy", "sister")) == ("nuts", None)
    speak(store, "m2", at=NOON + DAY)
    assert [row.recipient for row in rows_of(engine, rows.health_facts)] == [""]


def test_a_diet_needs_the_yes_to_health(store):
    """What somebody eats may tell of their health or their belief."""
    allow(store)
    speak(store, facts=[Fact("diet", "vegan", NOON)])
    assert store.load("anna", NOON).fact("diet") == "vegan"
    assert store.load("anna", NOON + DAY).fact("diet") is None


def test_the_report_counts_nobody_who_took_it_back(store, engine):
    """The no counts at once, before the visit's end takes the rows."""
    allow(store, "anna", NOON, "measure")
    speak(store, outcome="sale")
    assert outcomes.summarise(engine)["sale"] == 1
    store.set_consent("anna", "measure", False, NOON + MINUTE, "said")
    assert outcomes.summarise(engine)["sale"] == 0
    speak(store, "m2", at=NOON + DAY)
    assert rows_of(engine, rows.outcomes) == []


def test_a_no_reaches_all_ids_of_a_person(store, engine):
    """What was kept under another id of theirs goes too (its facts and observations are set aside, and go with the
    transcript's days), and does not come back with a later yes."""
    for customer in ("anna", "app-7"):
        allow(store, customer, NOON, *PURPOSES)
        turn = a_turn(customer)
        facts = [Fact("milk", "oat", NOON), Fact("allergy", "nuts", NOON)]
        store.record(turn, observations=heard(turn, **STYLE), facts=facts, outcome="sale")
    with engine.begin() as connection:
        connection.execute(rows.customers.update().values(person="anna"))
    for purpose in PURPOSES:
        store.set_consent("app-7", purpose, False, NOON + MINUTE, "said")
    assert outcomes.summarise(engine)["sale"] == 0
    store.record(a_turn("app-7", "m2", NOON + DAY))
    for table in (rows.observations, rows.facts, rows.health_facts):
        assert {row.held for row in rows_of(engine, table, "anna")} == {"aside"}, table.name
        assert rows_of(engine, table, "app-7") == [], table.name
    assert rows_of(engine, rows.outcomes) == rows_of(engine, rows.folds) == []
    for purpose in PURPOSES:
        store.set_consent("app-7", purpose, True, NOON + DAY, "said")
    for who in ("anna", "app-7"):
        assert (store.load(who, NOON + DAY).facts, store.load(who, NOON + DAY).profile) == ((), {})
    retention.sweep(engine, NOON + 40 * DAY)
    for table in (rows.observations, rows.facts, rows.health_facts):
        assert rows_of(engine, table, "anna") == [], table.name


def test_facts_of_others_are_corrected_and_forgotten(store, engine):
    """Under their name, beside the customer's own; forgetting a person takes the remarks of taste along."""
    allow(store)
    turn = a_turn()
    about = [Fact("size", "M", NOON, recipient="sister"), Fact("size", "L", NOON)]
    store.record(turn, observations=heard(turn, novelty=1.0), facts=about, recipient="sister")
    store.correct("anna", "size", "S", NOON, "sister")
    assert (store.load("anna", NOON).fact_about("size", "sister"), store.load("anna", NOON).fact("size")) == ("S", "L")
    with pytest.raises(ValueError, match="nothing is kept about 'brother' under the name 'usual'"):
        store.correct("anna", "usual", "x", NOON, "brother")
    store.record(a_turn(message_id="m2", at=NOON + MINUTE), drop_about=[("sister", "")])
    assert [(fact.name, fact.recipient) for fact in store.load("anna", NOON + MINUTE).facts] == [("size", None)]
    left = [row for row in rows_of(engine, rows.observations) if row.recipient and row.kind != "fact forgotten"]
    assert left == []


def test_a_correction_in_a_turn_is_written_once(store, engine):
    """With the message it came in, and not again when that is repeated."""
    allow(store)
    turn = a_turn()
    for _ in range(2):
        store.record(turn, observations=heard(turn, novelty=1.0), corrections=[("novelty", -0.7)])
    assert store.load("anna", NOON).profile["novelty"].value == -0.7
    assert [row.kind for row in rows_of(engine, rows.observations)].count("corrected") == 1
    store.record(a_turn(message_id="m2", at=NOON + MINUTE), corrections=[("novelty", None)])
    assert "novelty" not in store.load("anna", NOON + MINUTE).profile
