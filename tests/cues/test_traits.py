"""Traits of a speaker: small numbers with honest doubt, bounded work, and never neuroticism."""

from __future__ import annotations

import json
import random

import numpy as np
import pytest
from effort import steps

from bot.cues.trait_features import IN_WORDS, message_row, speaker_row, speaker_words
from bot.cues.trait_model import FILE, load_traits, shrinkage
from bot.cues.traits import (
    LEARNT,
    MOST_MESSAGES,
    TRAITS,
    Trait,
    read_traits,
    speaker_messages,
    traits_as_json,
    traits_of,
    with_vectors,
)

CHATTY = (
    "Hello there! I would love to hear more about these teas, because my sister and I drink a pot together every evening.",
    "Thank you so much, that is really kind of you. We have always enjoyed the smoky ones, and the flowery ones as well!",
    "Could you perhaps tell me which of them keeps best, and whether the tin can be filled again afterwards?",
    "That sounds wonderful. I think I will take two of the large tins, please, and one small one for our neighbour.",
)
TERSE = ("ok", "no", "how much", "dont want that", "whatever")
NASTY = {
    "no strings": [None, 3, 2.5, True, {"text": "hi"}, ["hi"], b"hi"],
    "empty strings": ["", "   ", "\n\t"],
    "emoji only": ["😀", "👍👍", ":)"],
    "signs only": ["?!", "...", "—"],
    "a megabyte": ["give me something new now " * 40_000],
    "combining marks": ["e" + "\u0301" * 10_000],
    "half a surrogate pair": ["hi \ud83d there", "\udc00"],
    "NUL": ["\0flat\0white"],
    "brackets": ["(" * 1_000],
    "other scripts": ["你好，有咖啡吗", "שלום אפשר קפה"],
}


def fake_vectors(count: int, seed: int = 0) -> np.ndarray:
    """Unit vectors of MiniLM's length."""
    vectors = np.random.default_rng(seed).normal(size=(count, 384))
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def check_ranges(traits: dict[str, Trait]) -> None:
    assert tuple(traits) == TRAITS
    for name, trait in traits.items():
        assert abs(trait.value) <= 3.0, name
        assert 0.0 < trait.sd <= 1.0, name
        assert isinstance(trait.n, int)
        assert trait.n >= 0
        assert len(trait.evidence) <= 5
        assert trait.acts_on == (abs(trait.value) > 1.2816 * trait.sd)


def test_a_stranger_is_average_and_unknown() -> None:
    """Without a message each trait is 0, give or take 1, rests on nothing and is not acted on."""
    assert traits_of([]) == {name: Trait(0.0, 1.0, 0, ()) for name in TRAITS}
    assert not any(trait.acts_on for trait in traits_of([]).values())


@pytest.mark.parametrize("texts", [CHATTY, TERSE], ids=["chatty", "terse"])
@pytest.mark.parametrize("with_topics", [True, False], ids=["vectors", "no vectors"])
def test_shape_and_ranges(texts: tuple[str, ...], with_topics: bool) -> None:
    """All six traits, small values, doubt near 1, evidence in words with what it added."""
    traits = traits_of(texts, encode=(lambda some: fake_vectors(len(some))) if with_topics else None)
    check_ranges(traits)
    assert all(traits[name].n == len(texts) for name in LEARNT)
    assert all(traits[name].sd > 0.9 for name in LEARNT), "so few words cannot make anybody sure"
    assert all(traits[name].evidence for name in ("agreeableness", "conscientiousness"))
    for line in traits["agreeableness"].evidence:
        assert float(line.rsplit(" ", 1)[1]) != 0.0


def test_evidence_adds_up_and_points_the_right_way() -> None:
    """What is shown is among what was added, and a terse speaker is told to write short messages, not long ones."""
    heard = speaker_messages(TERSE)
    model = load_traits()
    row = np.mean([message_row(m) for m in heard], axis=0)
    for value, _, added in model.read(row, speaker_words(heard, model.words), None, len(heard)).values():
        assert sum(added.amounts.values()) == pytest.approx(value)
        shown = added.in_words(len(added.amounts), least=0.0)
        assert any(line.startswith("short messages") for line in shown)
        assert not any(line.startswith("long messages") for line in shown)


@pytest.mark.parametrize("vector", [None, fake_vectors(1)[0]], ids=["no vector", "vector"])
def test_only_novelty_seeking_reads_common_words(vector: np.ndarray | None) -> None:
    """Other words, all else alike: novelty seeking moves, by what the evidence says; no other trait moves at all."""
    heard, model = speaker_messages(CHATTY), load_traits()
    row = speaker_row(heard)
    usual, every = (model.read(row, said, vector, 4) for said in (model.words_usual, np.ones(len(model.words))))
    assert model.words
    for name in LEARNT:
        assert (usual[name][0] != every[name][0]) == (name == "novelty_seeking"), name
        assert any("“" in line for line in every[name][2].in_words(200, least=0.0)) == (name == "novelty_seeking"), name
    added = every["novelty_seeking"][2].amounts
    by_words = sum(amount for name, amount in added.items() if name.startswith("“"))
    assert every["novelty_seeking"][0] - usual["novelty_seeking"][0] == pytest.approx(by_words)
    assert all(usual["novelty_seeking"][2].amounts[f"“{word}”"] == 0 for word in model.words)


def test_who_says_no_common_word_is_read_all_the_same() -> None:
    """Bare names of goods hold none of them: small values as ever, and the evidence says what is seldom said."""
    texts = ("purple umbrella", "leather gloves size seven", "scented candles", "grey woollen scarf")
    heard, model = speaker_messages(texts), load_traits()
    assert not speaker_words(heard, model.words).any()
    check_ranges(traits_of(texts))
    assert abs(traits_of(texts)["novelty_seeking"].value) < 0.5
    _, _, added = model.read(speaker_row(heard), speaker_words(heard, model.words), None, 4)["novelty_seeking"]
    about_words = [line for line in added.in_words(len(added.amounts), least=0.0) if "“" in line]
    assert len(about_words) == len(model.words)
    assert all(line.startswith("seldom says “") for line in about_words)


def test_a_word_counts_once_a_message_and_however_it_is_written() -> None:
    """What is read is the share of the messages that hold a word: capitals and typed quotes are no other word."""
    heard = speaker_messages(["So so so good", "I don’t know", "DON'T", "tea"])
    assert speaker_words(heard, ("so", "don't", "i", "coffee")).tolist() == [0.25, 0.5, 0.25, 0.0]


def test_no_neuroticism_anywhere() -> None:
    """It is neither computed, nor learnt, nor kept in the file."""
    assert not any("neuro" in name or "stab" in name for name in (*TRAITS, *traits_of(CHATTY)))
    assert "neuro" not in FILE.read_text(encoding="utf-8").lower()
    body = json.loads(FILE.read_text(encoding="utf-8"))
    assert set(body["without"]) == set(body["joined"]) == set(LEARNT)


def test_every_feature_has_words_of_its_own() -> None:
    """No two features are told in the same words, so that evidence says which one it was."""
    said = [phrase for both in IN_WORDS.values() for phrase in both]
    assert len(said) == len(set(said))


@pytest.mark.parametrize("texts", [CHATTY[:1], TERSE[:1]], ids=["chatty", "terse"])
def test_one_message_moves_less_than_fifty(texts: tuple[str, ...]) -> None:
    """The same manner, fifty times, moves every trait further and leaves no more doubt."""
    one, fifty = traits_of(texts), traits_of(texts * 50)
    for name in LEARNT:
        assert abs(one[name].value) < abs(fifty[name].value), name
        assert one[name].sd > fifty[name].sd
        assert (one[name].n, fifty[name].n) == (1, 50)


def test_reliability_grows_with_turns_and_stops_at_what_was_learnt() -> None:
    """n / (n + k), beside that of the speakers learnt from, and never above 1."""
    grown = [shrinkage(n, 10.0, 5.0) for n in range(1, 30)]
    assert grown == sorted(grown)
    assert grown[0] == pytest.approx((1 / 6) / (10 / 15))
    assert grown[9] == grown[28] == 1.0


def test_order_of_messages_does_not_matter() -> None:
    """Shuffled messages give the very same numbers, with vectors and without."""
    heard = with_vectors(speaker_messages((*CHATTY, *TERSE)), fake_vectors(9))
    for messages in (heard, speaker_messages((*CHATTY, *TERSE))):
        before = read_traits(messages)
        for seed in range(5):
            shuffled = list(messages)
            random.Random(seed).shuffle(shuffled)
            assert read_traits(shuffled) == before


def test_same_input_same_output() -> None:
    """Read twice, the same to the last digit; and what is handed over is not changed."""
    texts = list(CHATTY)
    assert traits_of(texts) == traits_of(texts)
    assert texts == list(CHATTY)


def test_nothing_near_zero_is_acted_on() -> None:
    """The 80 % interval must leave the average: .2 ± .98 does not, 1.3 ± 1 does, on either side."""
    assert not Trait(0.2, 0.98, 40).acts_on
    assert not Trait(-1.28, 1.0, 40).acts_on
    assert Trait(1.3, 1.0, 40).acts_on
    assert Trait(-1.3, 1.0, 40).acts_on
    assert not any(traits_of(TERSE)[name].acts_on for name in LEARNT)
    assert not any(traits_of(CHATTY * 10)[name].acts_on for name in LEARNT)


def test_need_for_uniqueness_comes_from_remarks_only() -> None:
    """Silence is a stranger's 0; a remark moves it, six of a kind are acted on, belonging pulls the other way."""
    assert traits_of(CHATTY)["need_for_uniqueness"] == Trait()
    one = traits_of([*CHATTY, "something nobody else has, please"])["need_for_uniqueness"]
    six = traits_of(["something nobody else has, please"] * 6)["need_for_uniqueness"]
    other = traits_of(["what do most people take?"])["need_for_uniqueness"]
    assert 0 < one.value < six.value
    assert (one.n, six.n) == (1, 6)
    assert (one.acts_on, six.acts_on) == (False, True)
    assert other.value < 0
    assert one.sd > six.sd
    assert six.evidence == (f"remarks on standing out {six.value:+.2f}",)


@pytest.mark.parametrize("texts", NASTY.values(), ids=NASTY.keys())
def test_bad_input_is_read_in_bounds(texts: list[object]) -> None:
    """Nothing raises, every range holds, and the work is bounded, however much is given."""
    assert steps(lambda: check_ranges(traits_of(texts))) < 300_000


def test_messages_without_words_do_not_count() -> None:
    """Emoji, signs, empty strings and what is no string change nothing, n neither."""
    noise = ["😀", "", "?!", None, 7]
    assert traits_of([*CHATTY, *noise]) == traits_of(CHATTY)
    assert traits_of(noise)["openness"] == Trait()
    assert traits_of([*CHATTY, *["😀"] * MOST_MESSAGES]) == traits_of(CHATTY)


def test_ten_thousand_messages_are_bounded() -> None:
    """Only the last two hundred that hold words are read, whatever stands before them."""
    recent = list(CHATTY) * (MOST_MESSAGES // 4)
    traits = traits_of(["the old ones"] * 10_000 + recent)
    assert steps(lambda: traits_of(["the old ones"] * 10_000 + recent)) < 1.1 * steps(lambda: traits_of(recent))
    assert traits["openness"].n == MOST_MESSAGES
    assert traits == traits_of(recent)


def test_other_languages_are_not_guessed_at() -> None:
    """The model knows English: an Italian speaker is a stranger, not somebody strange."""
    assert traits_of(["buongiorno, vorrei un cappuccino per favore"] * 9, language="it") == traits_of([])


def test_vectors_are_optional_and_faulty_ones_are_not_used() -> None:
    """Vectors add a part of their own; of the wrong length, not finite, or missing for one message they are left out."""
    heard = speaker_messages(CHATTY)
    plain = read_traits(heard)
    assert read_traits(with_vectors(heard, fake_vectors(4))) != plain
    assert read_traits(with_vectors(heard, fake_vectors(4)[:, :100])) == plain
    assert read_traits(with_vectors(heard, np.full((4, 384), np.nan))) == plain
    assert read_traits([*with_vectors(heard[:3], fake_vectors(3)), heard[3]]) == plain


def test_json_is_what_the_contract_says() -> None:
    """Plain numbers, rounded; evidence a list; it can be written and read again."""
    body = traits_as_json(traits_of(CHATTY))
    assert json.loads(json.dumps(body, allow_nan=False)) == body
    assert all(set(trait) == {"value", "sd", "n", "acts_on", "evidence"} for trait in body.values())
    assert traits_as_json({"x": Trait(-0.00001)})["x"]["value"] == 0.0


def test_the_file_is_small() -> None:
    """Numbers that a person could look through: at most 200 kB."""
    assert FILE.stat().st_size <= 200_000
