"""Whatever comes, on either database: refused before anything is written, with argument and value named; or inert."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from remembering import DAY, MINUTE, NOON, a_turn, allow, heard, rows_of

from profiles import data_subject, folding, handover, learning, retention, rows, transcript
from profiles.folding import Entry, Place
from profiles.inbox import Inbox
from profiles.learning import DIALS
from profiles.model import Consent, Fact
from profiles.store import ProfileStore

NAN, INF = float("nan"), float("inf")
UTC = timezone.utc
EAST, WEST = timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))
ODD_TIMES = {
    "naive": datetime(2026, 3, 2, 12),
    "year 1": datetime(1, 1, 1, tzinfo=UTC),
    "year 1 in the east": datetime(1, 1, 1, tzinfo=EAST),
    "year 9999": datetime(9999, 12, 31, 23, 59, tzinfo=UTC),
    "year 9999 in the west": datetime(9999, 12, 31, 23, 59, tzinfo=WEST),
}
odd_time = pytest.mark.parametrize("at", ODD_TIMES.values(), ids=ODD_TIMES)
ODD_IDS = [
    "",
    " ",
    "x" * 129,
    "x" * 1_000_000,
    "an\x00na",
    "anna\u200b",
    "\ufeffanna",
    "\u202eanna",
    "anna\n",
    " anna",
    "an\ud800na",
]
odd_id = pytest.mark.parametrize("customer", ODD_IDS, ids=lambda c: ascii(c[:12]))


def nothing_is_kept(engine) -> bool:
    with engine.connect() as connection:
        return not any(connection.execute(sa.select(table)).all() for table in rows.METADATA.sorted_tables)


@pytest.mark.parametrize("value", [NAN, INF, -INF, True, "0.5", None])
def test_a_value_that_is_no_number(store, engine, value):
    """Refused by name, and the turn with it."""
    turn = a_turn()
    with pytest.raises(ValueError, match=r"formality must be a finite number, got "):
        store.record(turn, observations=[replace(o, value=value) for o in heard(turn, formality=0.1)])
    assert nothing_is_kept(engine)


@pytest.mark.parametrize(("value", "taken"), [(-1.0, 0.0), (2.0, 1.0), (1e308, 1.0)])
def test_a_value_out_of_range_is_its_nearest_end(store, engine, value, taken):
    """A detector that goes too far pulls nobody further than the range."""
    turn = a_turn()
    store.record(turn, observations=heard(turn, warmth=value))
    (line,) = rows_of(engine, rows.observations)
    assert line.value == taken


@pytest.mark.parametrize("confidence", [NAN, INF])
@pytest.mark.parametrize("where", ["heard", "plan", "asked", "replies"])
def test_a_confidence_that_is_none_is_not_recorded(store, engine, confidence, where):
    """It would make every answer and export invalid JSON; the message says where it stands."""
    held = {"wishes": [{"confidence": confidence}]}
    with pytest.raises(ValueError, match=rf"turn\.{where}.*confidence = .* must be a finite number"):
        store.record(a_turn(**{where: (held,) if where == "replies" else held}))
    assert nothing_is_kept(engine)


@odd_time
def test_a_time_that_none_can_be(store, engine, at):
    """Naive, or so far off that arithmetic would overflow: refused wherever a time comes in."""
    turn = a_turn()
    calls = {
        "turn": lambda: store.record(a_turn(at=at)),
        "observation": lambda: store.record(turn, observations=[replace(o, at=at) for o in heard(turn, warmth=0.1)]),
        "fact": lambda: store.record(turn, facts=[Fact("milk", "oat", at)]),
        "consent": lambda: store.record(turn, consents=[Consent("remember", True, at, "said")]),
        "load": lambda: store.load("anna", at),
        "set_fact": lambda: store.set_fact("anna", Fact("milk", "oat", at)),
        "set_consent": lambda: store.set_consent("anna", "remember", True, at, "said"),
        "introduce": lambda: store.introduce("anna", name="Anna", at=at),
        "correct": lambda: store.correct("anna", "name", "Anna", at),
        "access": lambda: data_subject.access(store, "anna", at),
        "erasure": lambda: data_subject.request_erasure(engine, "anna", at),
        "sweep": lambda: retention.sweep(engine, at),
        "dry run": lambda: retention.dry_run(engine, at),
        "claim": lambda: Inbox(engine).claim("anna", "m1", "h", at),
        "handover": lambda: handover.ask(engine, "anna", at, "help"),
    }
    for name, call in calls.items():
        with pytest.raises(ValueError, match=r"(at|now) must (be an aware datetime|lie in the years)"):
            call()
        assert nothing_is_kept(engine), name


def test_a_turn_from_the_future(engine):
    """More than five minutes ahead of the shop's clock it is refused; where nobody knows the time, it is taken."""
    store = ProfileStore(engine, clock=lambda: NOON)
    turn = a_turn()
    ahead = NOON + 6 * MINUTE
    for refused in (
        lambda: store.record(a_turn(at=ahead)),
        lambda: store.record(turn, facts=[Fact("milk", "oat", ahead)]),
        lambda: store.record(turn, consents=[Consent("remember", True, ahead, "said")]),
        lambda: store.record(turn, observations=[replace(o, at=ahead) for o in heard(turn, warmth=0.1)]),
    ):
        with pytest.raises(ValueError, match=r"at must not lie in the future, got 2026-03-02T12:06"):
            refused()
    assert nothing_is_kept(engine)
    store.record(a_turn(at=NOON + 4 * MINUTE))
    ProfileStore(engine).record(a_turn(message_id="m2", at=NOON + 365 * DAY))


def test_the_fold_bears_any_time():
    """From the first year to the last no arithmetic overflows, and nothing weighs less than nothing."""
    far = (datetime(1, 1, 1, tzinfo=UTC), NOON, datetime(9999, 12, 31, tzinfo=UTC))
    state = folding.fold([Entry(Place(at, "shop", f"m{n}", "novelty"), 1.0) for n, at in enumerate(far)], 14_400.0)
    for at in far:
        tally = folding.lasting("novelty", state.dials["novelty"], at)
        assert 0.0 <= tally.weight <= 3.0
    assert folding.read(folding.spelled(state)) == state


@pytest.mark.parametrize("half_life", [0, 0.0, -1.0, NAN])
def test_a_half_life_that_is_none(half_life):
    """0 would be division by nothing, below it evidence would grow with age."""
    with pytest.raises(ValueError, match=r"half_life must be above 0, got"):
        learning.fold(None, 0.5, name="warmth", half_life=half_life)


@pytest.mark.parametrize("weight", [0.0, -1.0, NAN, INF])
def test_a_weight_that_is_none(weight):
    """Evidence of no weight is none."""
    with pytest.raises(ValueError, match=r"weight must be above 0 and finite, got"):
        learning.fold(None, 0.5, name="warmth", weight=weight)


def test_an_elapsed_time_that_is_no_number():
    """It would make the estimate one, silently."""
    with pytest.raises(ValueError, match=r"elapsed must be a number, got nan"):
        learning.kept(NAN, 60.0)


@odd_id
def test_an_id_that_none_can_have(store, engine, customer):
    """Empty, huge, with NUL or with what cannot be seen: refused wherever an id comes in, and nothing is written."""
    calls = [
        lambda: store.load(customer, NOON),
        lambda: store.record(a_turn(customer)),
        lambda: store.set_consent(customer, "remember", True, NOON, "said"),
        lambda: store.introduce(customer, name="Anna", at=NOON),
        lambda: store.correct(customer, "name", "Anna", NOON),
        lambda: store.rebuild(customer),
        lambda: data_subject.access(store, customer, NOON),
        lambda: data_subject.export(engine, customer),
        lambda: data_subject.request_erasure(engine, customer, NOON),
        lambda: data_subject.erase(engine, customer),
        lambda: Inbox(engine).claim(customer, "m1", "h", NOON),
        lambda: handover.ask(engine, customer, NOON),
        lambda: transcript.history(engine, customer, None, 10),
        lambda: transcript.push_staff(engine, customer, "hello", NOON, "maria"),
    ]
    for call in calls:
        with pytest.raises(ValueError, match="customer"):
            call()
    assert nothing_is_kept(engine)


ALIKE = [
    "anna",
    "аnna",
    "Anna",
    "ANNA",
    "ａｎｎａ",
    "ánna",
    "a\u0301nna",
    "anna'",
    'anna"',
    "anna'; DROP TABLE turns; --",
    "anna%",
    "ann_",
]


def test_ids_that_look_alike_are_others(store, engine):
    """Homoglyphs, accents composed or not, capitals, quotes and wildcards: each is somebody of their own."""
    for number, customer in enumerate(ALIKE):
        allow(store, customer, NOON)
        store.set_fact(customer, Fact("name", f"number {number}", NOON))
    for number, customer in enumerate(ALIKE):
        assert store.load(customer, NOON).fact("name") == f"number {number}"
    data_subject.erase(engine, "ann_")
    data_subject.erase(engine, "anna%")
    assert [store.load(customer, NOON).fact("name") is None for customer in ALIKE] == [False] * 10 + [True] * 2


@pytest.mark.parametrize("message_id", ["", "x" * 201, "a\x00b", "a\nb", "a\ud800"], ids=lambda m: ascii(m[:8]))
def test_a_message_id_that_none_can_be(store, engine, message_id):
    """Two ids that differ stay different, so what cannot be kept as it is, is refused."""
    with pytest.raises(ValueError, match="message_id"):
        store.record(a_turn(message_id=message_id))
    with pytest.raises(ValueError, match="message_id"):
        Inbox(engine).claim("anna", message_id, "h", NOON)
    assert nothing_is_kept(engine)


@pytest.mark.parametrize("value", ["", "   ", "x" * 501, "x" * 1_000_000], ids=lambda v: f"{len(v)}")
def test_a_fact_that_none_can_be(store, engine, value):
    """Nothing, blanks, a megabyte: refused, also as a correction; the message shows a piece of it, never all."""
    for call in (
        lambda: store.record(a_turn(), facts=[Fact("milk", value, NOON)]),
        lambda: store.set_fact("anna", Fact("milk", value, NOON)),
        lambda: store.correct("anna", "milk", value, NOON),
        lambda: store.correct("anna", "likes", value, NOON, "sister"),
    ):
        with pytest.raises(ValueError, match=r"fact \w+ must have 1 to 500 characters, got") as refusal:
            call()
        assert len(str(refusal.value)) < 150
    assert nothing_is_kept(engine)


@pytest.mark.parametrize("who", ["", " ", "\u200b", "\x00", "x" * 201], ids=lambda w: ascii(w[:8]))
def test_a_recipient_that_is_nobody(store, engine, who):
    """What is filed under nobody would be the customer's own."""
    turn = a_turn()
    for call in (
        lambda: store.record(turn, facts=[Fact("size", "M", NOON, recipient=who)]),
        lambda: store.record(turn, observations=heard(turn, novelty=1.0), recipient=who),
        lambda: store.correct("anna", "size", "M", NOON, who),
    ):
        with pytest.raises(ValueError, match="recipient"):
            call()
    assert nothing_is_kept(engine)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("formality", NAN, "formality must be a finite number, got nan"),
        ("formality", "nan", "formality must be a finite number, got nan"),
        ("formality", INF, "formality must be a finite number, got inf"),
        ("formality", -1.5, "formality must be between -1 and 1, got -1.5"),
        ("warmth", 2, "warmth must be between 0 and 1, got 2"),
        ("warmth", True, "warmth must be a number, got True"),
        ("warmth", "very", "warmth must be a number, got 'very'"),
        ("", "x", "nothing is kept under the name ''"),
        ("x" * 1_000, "x", "nothing is kept under the name"),
        ("name'; --", "x", "nothing is kept under the name"),
        ("name\x00", "x", "nothing is kept under the name"),
    ],
)
def test_a_correction_that_none_can_be(store, engine, name, value, says):
    """Refused by name and value."""
    with pytest.raises(ValueError) as refusal:
        store.correct("anna", name, value, NOON)
    assert says in str(refusal.value)
    assert nothing_is_kept(engine)


@pytest.mark.parametrize("field", ["name", "channel", "source", "detector"])
def test_an_observation_with_too_long_a_name(store, engine, field):
    """Refused by us in both databases, not by one of them with an error of its own."""
    turn = a_turn()
    with pytest.raises(ValueError, match=rf"observation\.{field} must have 1 to"):
        store.record(turn, observations=[replace(o, **{field: "x" * 65}) for o in heard(turn, warmth=0.1)])
    assert nothing_is_kept(engine)


def test_the_dials_are_finite():
    """No dial's own numbers let anything infinite in."""
    assert all(abs(d.low) < INF and abs(d.high) < INF and d.spread > 0 and d.strength > 0 for d in DIALS.values())
