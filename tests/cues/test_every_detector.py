"""What every detector must do, whoever wrote it: new ones are found by being there."""

from __future__ import annotations

import time

import pytest
from spacy.tokens import Doc

from bot.cues.message import MAX_CHARACTERS, Message
from bot.cues.pipeline import read_doc
from bot.cues.reader import cue_names, cues_as_json, detectors, read_cues

BETWEEN_MINUS_ONE_AND_ONE = {
    *("formality", "politeness", "sentiment", "novelty", "uniqueness"),
    *("directness", "risk_aversion"),
}
COUNTS = {"verbosity", "emoji_count", "exclamation_count"}  # all others lie between 0 and 1

ORDINARY = (
    "flat white oat",
    "Good morning. Could you tell me whether the umbrella is guaranteed, please?",
    "yo gimme 2 croissants thx 😀!!",
    "I don't want anything unusual, just what people usually take",
    "This is ridiculous!!! My order never arrived and I WANT A REFUND",
    "maybe the cheaper one... not sure, what's new?",
    "my dad passed away, I need flowers",
    "buongiorno, vorrei un cappuccino per favore",
)
NASTY = {
    "empty": "",
    "spaces": " \n\t " * 900,
    "one emoji": "😀",
    "only emoji": "😀👨‍👩‍👧‍👦👍🏽" * 300,
    "combining marks": "e" + "\u0301" * 10_000,
    "megabyte": "give me something new now " * 40_000,
    "one endless word": "a" * 1_000_000,
    "right to left": "\u202eשלום, אפשר קפה؟ " * 200,
    "code": "def f(x):\n    return {x: [1, 2, 'i']}\n" * 80,
    "addresses": "https://shop.example/a?b=c&d=e%20f hello@shop.example " * 60,
    "all capitals": "WHERE IS MY ORDER! " * 150,
    "brackets": "(" * 1_000 + ")" * 1_000,
    "quotes": "'" * 2_000,
    "nested bait": ("a" * 30 + "!") * 100,
    "apostrophes": "a'" * 1_000,
    "spaces before a word": "is the " + " " * 1_900 + "new",
    "negations": "not really very too " * 120,
    "digits": "1" * 2_000,
    "NUL": "\0flat\0white\0" * 50,
    "mixed languages": "ciao, can I have ein Brötchen s'il vous plaît 你好 мир " * 20,
    "markup": "<script>alert('new')</script><b>cheap</b>" * 30,
}
DETECTORS = pytest.mark.parametrize("module", detectors(), ids=lambda m: m.__name__.rsplit(".", 1)[-1])
ALL_TEXTS = [*ORDINARY, *NASTY.values()]


def test_cues_have_one_owner_each() -> None:
    """No two detectors give the same cue, and the contract's cues are all there."""
    names = cue_names()
    assert len(names) == len(set(names))
    assert set(names) >= {
        "formality",
        "politeness",
        "verbosity",
        "warmth",
        "urgency",
        "sentiment",
        "novelty",
        "uniqueness",
    }
    assert set(names) >= {"price_mindedness", "hesitation", "detail", "emoji_count", "anger", "distress"}


@DETECTORS
@pytest.mark.parametrize("language", ["en", "it", "de", "xx"])
def test_it_gives_each_of_its_cues_once(module, language) -> None:
    """For any text in a language that it knows, a detector returns exactly the cues that it names."""
    if "*" not in module.LANGUAGES and language not in module.LANGUAGES:
        pytest.skip("a language that it does not claim")
    for text in ALL_TEXTS:
        cues = module.read(Message.of(read_doc(text, language), language))
        assert [c.name for c in cues] == list(module.CUES), text[:40]


@DETECTORS
@pytest.mark.parametrize("text", ALL_TEXTS, ids=[*(t[:20] for t in ORDINARY), *NASTY])
def test_values_stay_in_range_and_unknown_has_a_reason(module, text) -> None:
    """A value lies in its range; where there is none, the reason says why."""
    for cue in module.read(Message.of(read_doc(text))):
        if cue.value is None:
            assert cue.reason
            continue
        low = -1.0 if cue.name in BETWEEN_MINUS_ONE_AND_ONE else 0.0
        assert low <= cue.value <= (float("inf") if cue.name in COUNTS else 1.0)


@DETECTORS
@pytest.mark.parametrize("text", ALL_TEXTS, ids=[*(t[:20] for t in ORDINARY), *NASTY])
def test_evidence_is_in_the_message(module, text) -> None:
    """Each span of evidence is the message's own words at that place, in order, never overlapping."""
    for cue in module.read(Message.of(read_doc(text))):
        ends = 0
        for span in cue.evidence:
            assert span.text == text[span.start : span.end]
            assert span.text
            assert ends <= span.start
            ends = span.end


@DETECTORS
@pytest.mark.parametrize("text", ORDINARY)
def test_spaces_and_curly_quotes_change_nothing(module, text) -> None:
    """The same words with doubled spaces, spaces around them or typographic quotes give the same values."""
    plain = [c.value for c in module.read(Message.of(read_doc(text)))]
    for other in (
        text.replace(" ", "  "),
        f"  {text}\n",
        text.replace("'", "’").replace("...", "…"),
        text.replace(" ", "\u00a0"),
        f"\u200e{text}\u200b",
    ):
        assert [c.value for c in module.read(Message.of(read_doc(other)))] == plain, other


@DETECTORS
def test_the_same_message_twice_gives_the_same_cues(module) -> None:
    """Detectors are pure: nothing is left over from one message to the next."""
    for text in ORDINARY:
        first = module.read(Message.of(read_doc(text)))
        module.read(Message.of(read_doc(NASTY["markup"])))
        assert module.read(Message.of(read_doc(text))) == first


@DETECTORS
@pytest.mark.parametrize("text", NASTY.values(), ids=list(NASTY))
def test_no_input_is_slow(module, text) -> None:
    """A detector needs at most 50 ms of processor time on any input (best of three)."""
    doc = read_doc(text)
    assert min(_cost_ms(lambda: module.read(Message.of(doc))) for _ in range(3)) <= 50


@pytest.mark.parametrize("text", NASTY.values(), ids=list(NASTY))
def test_cutting_a_message_into_tokens_is_never_slow(text, nlp) -> None:
    """spaCy's tokenizer is quadratic on runs of brackets and quotes; we never let it meet one."""
    assert min(_cost_ms(lambda: nlp(text)) for _ in range(3)) <= 50


def test_an_ordinary_message_is_cheap(nlp) -> None:
    """All detectors together need at most 3 ms of processor time for a median message, after spaCy."""
    docs = [read_doc(text, nlp=nlp) for text in ORDINARY]
    for doc in docs:
        read_cues(doc)
    costs = sorted(min(_cost_ms(lambda d=doc: read_cues(d)) for _ in range(3)) for doc in docs)
    assert costs[len(costs) // 2] <= 3


def test_a_long_message_is_read_in_part_and_says_so() -> None:
    """Of a megabyte 2,000 characters are read, and every reason says that."""
    text = "something new, " * 70_000
    cues = read_cues(read_doc(text))
    assert all("2,000 characters" in (c.reason or "") for c in cues)
    assert all(span.end <= MAX_CHARACTERS for c in cues for span in c.evidence)


def test_a_long_doc_made_elsewhere_is_bounded_too(nlp) -> None:
    """Who hands over a long ``Doc`` of their own gets the same bound."""
    cues = {c.name: c for c in read_cues(Doc(nlp.vocab, words=["oat", "milk"] * 1_000))}
    assert cues["verbosity"].value <= MAX_CHARACTERS / 4
    assert "2,000 characters" in cues["verbosity"].reason


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_an_empty_message_is_unknown_not_zero(text) -> None:
    """Nothing was said: all is None with a reason, save for the number of words, which is 0."""
    cues = {c.name: c for c in read_cues(read_doc(text))}
    assert cues.pop("verbosity").value == 0
    assert all(c.value is None and c.reason for c in cues.values())


@pytest.mark.parametrize("text", ["😀", "👍👍", "❤️"])
def test_an_emoji_alone_has_warmth_but_no_words(text) -> None:
    """An emoji is warm and counted; formality and politeness need words."""
    cues = {c.name: c for c in read_cues(read_doc(text))}
    assert cues["warmth"].value > 0.4
    assert cues["emoji_count"].value >= 1
    assert cues["verbosity"].value == 0
    assert cues["formality"].value is None
    assert cues["politeness"].value is None
    assert cues["urgency"].value is None


def test_an_unsupported_language_is_heard_by_form_only() -> None:
    """German has words, capitals and stops, and says of the rest that it is not heard yet."""
    cues = {c.name: c for c in read_cues(read_doc("Guten Morgen, einen Kaffee bitte!", "de"), "de")}
    assert cues["verbosity"].value == 5
    assert cues["lower_case_start"].value == 0
    assert cues["final_stop"].value == 1
    for name in ("formality", "politeness", "warmth", "sentiment", "novelty"):
        assert cues[name].value is None
        assert "'de'" in cues[name].reason


def test_cues_are_given_as_the_contract_says() -> None:
    """``{name: {"value", "reason", "evidence": [{"text", "start", "end"}]}}``, ready for JSON."""
    given = cues_as_json(read_cues(read_doc("thanks 😀")))
    assert list(given["warmth"]) == ["value", "reason", "evidence"]
    assert given["warmth"]["evidence"] == [
        {"text": "thanks", "start": 0, "end": 6},
        {"text": "😀", "start": 7, "end": 8},
    ]
    assert given["novelty"]["value"] is None
    assert set(given) == set(cue_names())


def _cost_ms(work) -> float:
    started = time.thread_time()
    work()
    return 1_000 * (time.thread_time() - started)
