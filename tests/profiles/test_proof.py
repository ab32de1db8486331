"""Identities are linked only on proof: a code, good once, for ten minutes, and of no use to whoever guesses."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from remembering import DAY, MINUTE, NOON, a_turn, rows_of

from profiles import data_subject, fresh_starts, persons, proof, rows
from profiles.proof import DIGITS, LETTERS, issue, redeem, spoken_code

SECRET = "a secret that is long enough to be one"
WEB, PHONE = "anna", "anon-phone"


def code_of(engine, customer=WEB, at=NOON) -> str:
    spoken = spoken_code(issue(engine, SECRET, customer, at).code)
    assert spoken is not None
    return spoken


def test_a_code_links_once(engine):
    """Said in the other channel: one person. Said again, by them or by anybody: refused."""
    code = code_of(engine)
    assert redeem(engine, SECRET, code, PHONE, "m1", NOON + MINUTE) == "linked"
    assert persons.members(engine, WEB) == (WEB, PHONE)
    assert redeem(engine, SECRET, code, PHONE, "m2", NOON + MINUTE) == "refused"
    assert redeem(engine, SECRET, code, "anon-thief", "m1", NOON + MINUTE) == "refused"
    assert persons.members(engine, "anon-thief") == ("anon-thief",)


def test_the_same_message_again_is_told_the_same(engine):
    """A message that is sent again after a crash finds its work done, and no wrong try is counted."""
    code = code_of(engine)
    assert [redeem(engine, SECRET, code, PHONE, "m1", NOON) for _ in range(2)] == ["linked", "linked"]
    assert rows_of(engine, rows.link_tries, PHONE) == []


def test_it_lives_ten_minutes_and_the_newest_counts(engine):
    """A minute less is in time; a new code makes the one before it worthless."""
    old = code_of(engine)
    assert redeem(engine, SECRET, old, PHONE, "m1", NOON + proof.LIVES) == "refused"
    code = code_of(engine, at=NOON + DAY)
    assert redeem(engine, SECRET, old, PHONE, "m2", NOON + DAY) == "refused"
    assert redeem(engine, SECRET, code, PHONE, "m3", NOON + DAY + proof.LIVES - MINUTE) == "linked"


def test_five_wrong_ones_an_hour(engine):
    """After the fifth not even the right one is listened to; an hour later it is, if it lives. Others are not concerned."""
    for number in range(proof.WRONG_MOST):
        assert redeem(engine, SECRET, "BCDFGH23", PHONE, f"m{number}", NOON) == "refused"
    assert redeem(engine, SECRET, code_of(engine), PHONE, "m8", NOON + MINUTE) == "refused"
    assert redeem(engine, SECRET, code_of(engine), "anon-tablet", "m1", NOON + MINUTE) == "linked"
    later = NOON + timedelta(hours=1)
    assert redeem(engine, SECRET, code_of(engine, at=later), PHONE, "m9", later) == "linked"


def test_one_s_own_code_proves_nothing(engine):
    """Said where it was shown."""
    assert redeem(engine, SECRET, code_of(engine), WEB, "m1", NOON) == "refused"


def test_two_who_are_both_identified_say_it_twice(engine):
    """The first time nothing happens but a question; the second time is the explicit yes."""
    code = code_of(engine)
    assert redeem(engine, SECRET, code, "bruno", "m1", NOON) == "confirm"
    assert persons.members(engine, WEB) == (WEB,)
    assert redeem(engine, SECRET, code, "carla", "m1", NOON) == "confirm"  # not Bruno's yes
    assert redeem(engine, SECRET, code, "carla", "m2", NOON) == "linked"
    assert persons.members(engine, "bruno") == ("bruno",)


def test_only_a_keyed_hash_is_kept(engine):
    """The code stands nowhere; under another secret it is another hash."""
    code = code_of(engine)
    kept = rows_of(engine, rows.link_codes, WEB)
    assert code not in str(kept)
    assert kept[0].hash == proof.hashed(SECRET, code) != proof.hashed(SECRET + "!", code)
    assert redeem(engine, SECRET + "!", code, PHONE, "m1", NOON) == "refused"


def test_said_in_two_places_at_once(engine):
    """One of them is linked, the other refused."""
    code, found = code_of(engine), []
    barrier = threading.Barrier(2)

    def say(customer: str) -> None:
        barrier.wait()
        found.append(redeem(engine, SECRET, code, customer, "m1", NOON))

    threads = [threading.Thread(target=say, args=(f"anon-{n}",)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == ["linked", "refused"]
    assert len(persons.members(engine, WEB)) == 2


def test_who_asked_to_be_forgotten_cannot_be_linked(engine):
    """Their code is refused like any other."""
    code = code_of(engine)
    data_subject.request_erasure(engine, WEB, NOON)
    assert redeem(engine, SECRET, code, PHONE, "m1", NOON) == "refused"


@pytest.mark.parametrize("said", ["{a}-{b}", "{a}{b}", " {a} {b} ", "“{a}–{b}”", "{a}-{b}."])
def test_a_code_is_heard_however_it_is_spelled(said):
    """With or without hyphen, in capitals or not, quoted."""
    for turned in (str.upper, str.lower):
        assert spoken_code(turned(said.format(a="7kxm", b="p2rt"))) == "7KXMP2RT"


@pytest.mark.parametrize(
    "said",
    ["espresso", "a code 7KXM-P2RT", "23456789", "2345 6789", "A-1001", "BCDFGHJK", "7KXM-P2R", "7KXM-P2RT thanks", ""],
)
def test_nothing_else_is_a_code(said):
    """No word, no number, no sentence that holds one."""
    assert spoken_code(said) is None


def test_codes_are_of_the_alphabet(engine):
    """Eight characters without vowels and look-alikes, a letter and a digit among them, no two alike."""
    codes = [code_of(engine) for _ in range(40)]
    assert len(set(codes)) == 40
    for code in codes:
        assert len(code) == proof.LENGTH
        assert set(code) <= set(LETTERS + DIGITS)
    assert not set("AEIOUYL01") & set(LETTERS + DIGITS)


def test_a_fresh_start_holds_for_the_token_and_the_visit(store, engine):
    """Whoever goes on with that token is somebody else, as long as they talk; the same customer by another token is not."""
    token, gap = fresh_starts.token_hash("t"), store.visit_gap_s

    def speaks(token, customer, at):
        return fresh_starts.stand_in(engine, token, customer, at, gap)

    assert speaks(token, PHONE, NOON) is None
    other = fresh_starts.begin(engine, token, PHONE, NOON)
    assert other.startswith("anon-")
    assert other != PHONE
    assert speaks(token, PHONE, NOON + MINUTE) == other
    assert speaks(token, WEB, NOON + MINUTE) is None
    assert speaks(fresh_starts.token_hash("another"), PHONE, NOON + MINUTE) is None
    store.record(a_turn(other, "m1", NOON + 3 * timedelta(hours=1)))
    assert speaks(token, PHONE, NOON + 6 * timedelta(hours=1)) == other  # they went on talking
    assert speaks(token, PHONE, NOON + 8 * timedelta(hours=1)) is None


def test_the_stand_in_s_forget_me_does_not_bring_the_old_one_back(store, engine):
    """Erased they are somebody new again, not the one whose browser it is; and no row names them any more."""
    token = fresh_starts.token_hash("t")
    other = fresh_starts.begin(engine, token, PHONE, NOON)
    store.record(a_turn(other, "m1", NOON))
    data_subject.erase(engine, other)
    third = fresh_starts.stand_in(engine, token, PHONE, NOON + MINUTE, store.visit_gap_s)
    assert third not in (None, other, PHONE)
