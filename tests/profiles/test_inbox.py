"""A message is handled once, also across a crash."""

from __future__ import annotations

import threading
from datetime import timedelta

from remembering import DAY, MINUTE, NOON

from profiles.inbox import Inbox

ANSWER = {"id": "m1", "replies": [{"kind": "reply", "text": "caffè ☕", "choices": [], "products": []}]}


def test_the_first_claim_does_the_work_and_the_second_gets_the_answer(engine):
    """new → running → done, with the answer as it was given."""
    inbox = Inbox(engine)
    assert inbox.claim("anna", "m1", "h", NOON).state == "new"
    assert inbox.claim("anna", "m1", "h", NOON).state == "running"
    assert inbox.finish("anna", "m1", ANSWER, NOON) == ANSWER
    again = inbox.claim("anna", "m1", "h", NOON + DAY)
    assert (again.state, again.answer) == ("done", ANSWER)


def test_an_id_used_for_another_body_is_a_conflict(engine):
    """Whatever has become of the first one."""
    inbox = Inbox(engine)
    inbox.claim("anna", "m1", "h", NOON)
    assert inbox.claim("anna", "m1", "other", NOON).state == "conflict"
    inbox.finish("anna", "m1", ANSWER, NOON)
    assert inbox.claim("anna", "m1", "other", NOON).state == "conflict"


def test_ids_are_each_customers_own(engine):
    """Bruno's m1 is not Anna's, and tells nothing of hers."""
    inbox = Inbox(engine)
    inbox.claim("anna", "m1", "h", NOON)
    inbox.finish("anna", "m1", ANSWER, NOON)
    assert inbox.claim("bruno", "m1", "other", NOON).state == "new"


def test_a_claim_of_a_dead_process_is_taken_again(engine):
    """After ten seconds another process may take it, before that it may not."""
    dead, alive = Inbox(engine, instance="dead"), Inbox(engine, instance="alive")
    dead.claim("anna", "m1", "h", NOON)
    assert alive.claim("anna", "m1", "h", NOON + timedelta(seconds=9)).state == "running"
    assert alive.claim("anna", "m1", "h", NOON + timedelta(seconds=11)).state == "new"
    assert Inbox(engine).claim("anna", "m1", "h", NOON + timedelta(seconds=12)).state == "running"


def test_a_claim_that_this_process_lost_is_taken_again_in_the_end(engine):
    """A failure between claim and finish does not block an id for ever."""
    inbox = Inbox(engine)
    inbox.claim("anna", "m1", "h", NOON)
    assert inbox.claim("anna", "m1", "h", NOON + timedelta(seconds=30)).state == "running"
    assert inbox.claim("anna", "m1", "h", NOON + timedelta(seconds=61)).state == "new"


def test_a_claim_from_the_future_is_stale(engine):
    """The shop's clock was set back: nobody waits a day for a claim of tomorrow."""
    Inbox(engine).claim("anna", "m1", "h", NOON + DAY)
    assert Inbox(engine).claim("anna", "m1", "h", NOON).state == "new"


def test_a_degraded_answer_is_not_final(engine):
    """The same id is tried again at once; after a final answer, degraded changes nothing."""
    inbox = Inbox(engine)
    inbox.claim("anna", "m1", "h", NOON)
    inbox.degraded("anna", "m1")
    assert inbox.claim("anna", "m1", "h", NOON).state == "new"
    inbox.finish("anna", "m1", ANSWER, NOON)
    inbox.degraded("anna", "m1")
    assert inbox.claim("anna", "m1", "h", NOON).state == "done"


def test_the_first_answer_stands(engine):
    """Two workers that both did the work send the same answer."""
    slow, quick = Inbox(engine, instance="slow"), Inbox(engine, instance="quick")
    slow.claim("anna", "m1", "h", NOON)
    quick.claim("anna", "m1", "h", NOON + MINUTE)
    assert quick.finish("anna", "m1", ANSWER, NOON) == ANSWER
    assert slow.finish("anna", "m1", {"id": "m1", "replies": []}, NOON) == ANSWER


def test_finishing_after_an_erasure_writes_nothing(engine):
    """No answer comes back to life."""
    inbox = Inbox(engine)
    assert inbox.finish("anna", "m1", ANSWER, NOON) == ANSWER
    assert inbox.claim("anna", "m1", "h", NOON).state == "new"


def test_of_many_claims_at_once_one_is_new(engine):
    """Eight retries that arrive together: one does the work."""
    inboxes, states = [Inbox(engine, instance=str(n)) for n in range(8)], []
    barrier = threading.Barrier(8)

    def claim(inbox: Inbox) -> None:
        barrier.wait()
        states.append(inbox.claim("anna", "m1", "h", NOON).state)

    threads = [threading.Thread(target=claim, args=(inbox,)) for inbox in inboxes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(states) == ["new"] + ["running"] * 7
