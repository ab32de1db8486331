"""What is timed is varied and repeatable; how long it took is told by the benchmark, and by no test."""

from __future__ import annotations

from actions.adaptation.acts import ACTS
from actions.adaptation.plan import make_plan
from actions.adaptation.voices import own_phrasings
from benchmarks.speaking import CUSTOMERS, measure, moments
from shop.voice import Voice


def test_the_customers_differ() -> None:
    """Among them are all manners, lengths, languages, acts and leads, and hardly two plans are the same."""
    drawn = list(moments(2 * CUSTOMERS, 11, own_phrasings()))  # so many that hardly an act is missing by chance
    plans = [make_plan(one.customer, one.cues, Voice(), one.situation) for one in drawn]
    assert len(set(plans)) > 0.9 * len(plans)
    assert {plan.tone.manner for plan in plans} == {"formal", "neutral", "casual"}
    assert {plan.length.level for plan in plans} == {"short", "medium", "long"}
    assert {plan.pitch.lead for plan in plans} >= {
        "none",
        "new",
        "rare",
        "proven",
        "popular",
        "value",
        "quickest",
        "story",
    }
    assert {one.situation.lang for one in drawn} == {"en", "it"}
    assert {one.act for one in drawn} == {None, *ACTS}


def test_the_same_seed_draws_the_same() -> None:
    """Two runs time the same work; another seed is other work."""
    book = own_phrasings()
    assert list(moments(40, 3, book)) == list(moments(40, 3, book))
    assert list(moments(40, 3, book)) != list(moments(40, 4, book))


def test_each_customer_is_timed_once() -> None:
    """As many times as customers, none of them nothing."""
    found = measure(30)
    assert found.n == 30
    assert 0 < found.p50 <= found.p95 <= found.p99 <= found.most
