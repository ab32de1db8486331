"""An estimate is a decayed average, shrunk to the shop's, that knows how unsure it is."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.learning import (
    DIALS,
    PROFILE_HALF_LIFE_DAYS,
    Z_80,
    Tally,
    acts_on,
    corrected,
    dial_of,
    estimate_of,
    faded,
    fold,
    tallied,
)
from profiles.plain_words import WORDS, in_plain_words

values = st.floats(-1, 1)
names = st.sampled_from(sorted(DIALS))


def folded(name: str, seen: list[float], elapsed: float = 0.0):
    estimate = None
    for value in seen:
        estimate = fold(estimate, value, elapsed, name=name, half_life=PROFILE_HALF_LIFE_DAYS)
    return estimate


@given(names, st.lists(values, min_size=1, max_size=30))
def test_an_estimate_stays_between_the_shops_average_and_what_was_seen(name, seen):
    """Shrinking never overshoots, and the result is within the dial's range."""
    dial = dial_of(name)
    clipped = [min(max(value, dial.low), dial.high) for value in seen]
    estimate = folded(name, seen, 0.5)
    assert min([dial.mean, *clipped]) - 1e-9 <= estimate.value <= max([dial.mean, *clipped]) + 1e-9
    assert 0 < estimate.sd <= dial.spread


@given(names, st.lists(values, min_size=1, max_size=20))
def test_more_evidence_means_less_doubt(name, seen):
    """Every further observation on the same day narrows the estimate."""
    before = folded(name, seen)
    after = fold(before, seen[-1], 0.0, name=name, half_life=PROFILE_HALF_LIFE_DAYS)
    assert after.sd < before.sd
    assert after.n == pytest.approx(before.n + 1)


@given(names, st.lists(values, min_size=1, max_size=20), st.floats(0.1, 500))
def test_time_brings_doubt_back(name, seen, days):
    """An estimate that is not fed drifts to the shop's average; doubt grows up to what is usual between people."""
    tally = Tally()
    for value in seen:
        tally = tallied(tally, value, 0.0, PROFILE_HALF_LIFE_DAYS)
    now = estimate_of(name, tally, PROFILE_HALF_LIFE_DAYS)
    later = estimate_of(name, faded(tally, days, PROFILE_HALF_LIFE_DAYS), PROFILE_HALF_LIFE_DAYS)
    mean = dial_of(name).mean
    assert now.sd < later.sd <= dial_of(name).spread
    assert abs(later.value - mean) <= abs(now.value - mean) + 1e-9
    assert later.n == pytest.approx(now.n * 0.5 ** (days / PROFILE_HALF_LIFE_DAYS))


@given(st.lists(st.tuples(st.floats(0, 300), values), min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(history, shuffle):
    """Late and reordered messages give the same tally: each keeps the weight that its age leaves it."""

    def fold_all(seen):
        tally, last = Tally(), None
        for day, value in seen:
            tally = tallied(tally, value, 0.0 if last is None else day - last, PROFILE_HALF_LIFE_DAYS)
            last = day if last is None else max(day, last)
        return tally

    mixed = list(history)
    shuffle.shuffle(mixed)
    one, other = fold_all(sorted(history)), fold_all(mixed)
    assert other.weight == pytest.approx(one.weight)
    assert other.total == pytest.approx(one.total, abs=1e-9)


@given(names, st.lists(values, min_size=1, max_size=15))
def test_an_estimate_carries_all_that_folding_needs(name, seen):
    """Folding estimates and folding the stored tallies come to the same."""
    tally = Tally()
    dial = dial_of(name)
    for value in seen:
        tally = tallied(tally, min(max(value, dial.low), dial.high), 0.7, PROFILE_HALF_LIFE_DAYS)
    one, other = folded(name, seen, 0.7), estimate_of(name, tally, PROFILE_HALF_LIFE_DAYS)
    assert one.value == pytest.approx(other.value, abs=1e-9)
    assert one.n == pytest.approx(other.n)


def test_nothing_seen_is_unknown_and_not_zero():
    """Without evidence there is no estimate."""
    assert estimate_of("formality", Tally(), 3.0) is None


def test_the_prior_strength_is_the_evidence_that_it_takes():
    """After k turns of the same value the estimate is half-way from the shop's average."""
    dial = DIALS["formality"]
    estimate = folded("formality", [1.0] * int(dial.strength))
    assert estimate.value == pytest.approx(0.5)


def test_an_80_percent_interval_holds_80_percent():
    """People drawn from the model lie within their interval four times in five: the doubt is honest."""
    rng, dial, held, people = random.Random(7), DIALS["formality"], 0, 2000
    for _ in range(people):
        truth = rng.gauss(dial.mean, dial.spread)
        within = dial.spread * math.sqrt(dial.strength)
        tally = Tally()
        for _ in range(rng.choice([1, 3, 8])):
            tally = tallied(tally, rng.gauss(truth, within), 0.0, 60.0)
        estimate = estimate_of("formality", tally, 60.0)
        held += abs(truth - estimate.value) <= Z_80 * estimate.sd
    assert 0.77 <= held / people <= 0.83


def test_we_act_only_when_the_interval_leaves_neutral():
    """One casual message is a hint, many are a habit; the shop's average itself is never acted on."""
    assert not acts_on("formality", folded("formality", [-0.3]))
    assert acts_on("formality", folded("formality", [-0.6] * 8))
    assert not acts_on("formality", folded("formality", [0.0] * 50))
    assert acts_on("formality", corrected("formality", -0.3, 60.0))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), True, "0.5", None])
def test_what_is_no_number_is_refused(value):
    """NaN would poison the average for ever."""
    with pytest.raises(ValueError, match="formality"):
        fold(None, value, name="formality")


@pytest.mark.parametrize("half_life", [0, -1, float("nan")])
def test_a_half_life_must_be_positive(half_life):
    """Evidence cannot vanish at once, nor grow with age."""
    with pytest.raises(ValueError, match="half_life"):
        fold(None, 0.5, name="formality", half_life=half_life)


def test_one_rant_does_not_make_a_talker_for_ever():
    """A value beyond the dial's range counts as its end."""
    assert fold(None, 5000, name="verbosity").value == fold(None, 60, name="verbosity").value


@pytest.mark.parametrize("lang", sorted(WORDS))
def test_every_dial_can_be_told_in_plain_words(lang):
    """Both ends of each dial have a sentence, in each language, and doubt is said."""
    assert set(WORDS[lang]) == set(DIALS)
    for name, dial in DIALS.items():
        below, above = WORDS[lang][name]
        told = {in_plain_words(name, folded(name, [end] * 60), lang) for end in (dial.low, dial.high)}
        assert above in told
        assert below != above
    unsure = in_plain_words("formality", folded("formality", [0.1]), lang)
    assert WORDS[lang]["formality"][1] in unsure
    assert unsure != WORDS[lang]["formality"][1]
