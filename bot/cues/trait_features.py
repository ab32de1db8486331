"""What the traits of a speaker are read from: features of each message, and how a person would say them.

All of them are read by the code that serves (``style_features``, ``read_cues``' detectors), in training as in a shop.
Nothing here is a word's meaning; what messages are about comes in, where it does, by their sentence vectors. Beside the
features stand the commonest words of English, each by itself: only ``train_trait_novelty`` makes use of them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.cues import affect, anger, detail, formality, hesitation, politeness, urgency, warmth
from bot.cues.message import Message
from bot.cues.style_features import style_features

_DETECTORS = (affect, anger, detail, formality, hesitation, politeness, urgency, warmth)

# feature → (in words where a speaker has more of it than usual, where less)
IN_WORDS: dict[str, tuple[str, str]] = {
    "casual": ("casual words", "few casual words"),
    "formal": ("formal words", "few formal words"),
    "greeting": ("greetings", "few greetings"),
    "greeting_formal": ("formal greetings", "few formal greetings"),
    "greeting_casual": ("casual greetings", "few casual greetings"),
    "thanks": ("thanks", "few thanks"),
    "please": ("says please", "seldom says please"),
    "apology": ("apologies", "few apologies"),
    "hedge": ("hedging words", "few hedging words"),
    "booster": ("strengthening words", "few strengthening words"),
    "positive": ("positive words", "few positive words"),
    "negative": ("negative words", "few negative words"),
    "insult": ("insulting words", "no insulting words"),
    "indirect": ("indirect requests", "few indirect requests"),
    "demand": ("demands", "few demands"),
    "deference": ("praise for the other", "little praise for the other"),
    "fw_pronoun_first": ("speaks of themselves (I, we)", "seldom says I or we"),
    "fw_pronoun_second": ("speaks to the other (you)", "seldom says you"),
    "fw_pronoun_third": ("speaks of others (he, they)", "seldom says he, she or they"),
    "fw_pronoun_impersonal": ("impersonal pronouns (it, that)", "few impersonal pronouns"),
    "fw_article": ("articles (the, a)", "few articles"),
    "fw_preposition": ("prepositions", "few prepositions"),
    "fw_auxiliary": ("auxiliary verbs", "few auxiliary verbs"),
    "fw_adverb": ("common adverbs", "few common adverbs"),
    "fw_conjunction": ("conjunctions", "few conjunctions"),
    "fw_negation": ("negations", "few negations"),
    "fw_quantifier": ("words of quantity", "few words of quantity"),
    "contraction": ("contractions", "few contractions"),
    "latinate": ("words of Latin build", "few words of Latin build"),
    "adverb_ly": ("adverbs in -ly", "few adverbs in -ly"),
    "past_ed": ("past tense", "little past tense"),
    "lower_case_i": ("small i for I", "capital I"),
    "repeated_letters": ("stretched words", "no stretched words"),
    "shouted": ("words in capitals", "no words in capitals"),
    "acronym": ("acronyms", "few acronyms"),
    "emoji": ("emoji", "no emoji"),
    "exclamation": ("exclamation marks", "few exclamation marks"),
    "question_mark": ("question marks", "few question marks"),
    "dots": ("trailing dots", "no trailing dots"),
    "comma": ("commas", "few commas"),
    "colon": ("colons", "no colons"),
    "dash": ("dashes", "no dashes"),
    "bracket": ("brackets", "no brackets"),
    "quotation": ("quotation marks", "no quotation marks"),
    "log_words": ("long messages", "short messages"),
    "log_sentence_words": ("long sentences", "short sentences"),
    "mean_word_length": ("long words on average", "short words on average"),
    "long_words": ("many long words", "few long words"),
    "short_words": ("many short words", "few short words"),
    "lower_case_start": ("starts in small letters", "starts with a capital"),
    "final_stop": ("ends with a stop", "leaves out the final stop"),
    "distinct_words": ("varied words", "repeated words"),
    "digits": ("numbers", "few numbers"),
    "capitalised_inside": ("capitals inside sentences", "few capitals inside sentences"),
    "starts_with_first_person": ("starts with I or we", "seldom starts with I or we"),
    "starts_with_second_person": ("starts with you", "seldom starts with you"),
    "starts_with_please": ("starts with please", "seldom starts with please"),
    "starts_with_conjunction": ("starts with and or but", "seldom starts with and or but"),
    "starts_with_question_word": ("starts with a question word", "seldom starts with a question word"),
    "sentiment": ("a content tone", "a discontented tone"),
    "anger": ("words of complaint", "no words of complaint"),
    "detail": ("asks for details", "asks for few details"),
    "formality": ("a formal manner", "a casual manner"),
    "hesitation": ("hesitating words", "few hesitating words"),
    "politeness": ("a polite manner", "a blunt manner"),
    "urgency": ("words of hurry", "no words of hurry"),
    "warmth": ("a warm manner", "a matter-of-fact manner"),
}
NAMES = tuple(IN_WORDS)


def message_row(message: Message) -> np.ndarray:
    """The features of one English message that has words, in the order of ``NAMES``; shape (67,)."""
    values = dict(style_features(message).values)
    for detector in _DETECTORS:
        for cue in detector.read(message):
            values[cue.name] = cue.value or 0.0  # these know every English message that has words: never None
    return np.array([values[name] for name in NAMES])


def speaker_row(messages: Sequence[Message]) -> np.ndarray:
    """The mean of each feature over a speaker's messages (at least one); shape (67,)."""
    return np.asarray(np.mean([message_row(message) for message in messages], axis=0))


def words_row(message: Message, words: Sequence[str]) -> np.ndarray:
    """Which of some words stand in a message: 1 or 0 for each, in their order."""
    said = {word.norm for word in message.words}
    return np.array([word in said for word in words], dtype=float)


def speaker_words(messages: Sequence[Message], words: Sequence[str]) -> np.ndarray:
    """The share of a speaker's messages (at least one) that hold each of some words: 0 … 1, in their order."""
    return np.asarray(np.mean([words_row(message, words) for message in messages], axis=0))
