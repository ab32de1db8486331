"""Sentiment, anger, distress, warmth, urgency, hesitation and detail, phrase by phrase."""

from __future__ import annotations

import pytest

SENTIMENT = (
    ("I love this place, best coffee in town!", 0.6, 1),
    ("the scone was delicious", 0.4, 1),
    ("so happy with it", 0.4, 1),
    ("not bad at all", 0.1, 0.6),
    ("can't wait to try it", 0.2, 0.8),
    ("😍", 0.3, 1),
    ("the coffee was not good", -0.8, -0.2),
    ("I didn't like it", -0.6, -0.05),
    ("terrible, never again", -1, -0.6),
    ("I'm not happy with this", -1, -0.4),
    ("😡", -1, -0.3),
    ("why is the bread so stale?", -0.9, -0.3),
    ("is the cake good?", -0.1, 0.2),
    ("I'm looking for a nice gift", -0.1, 0.2),
    ("what's the best tea you have", -0.1, 0.2),
    ("flat white oat", 0, 0),
)
ANGER = (
    ("This is ridiculous, I've been waiting for 40 minutes!!", 0.6, 1),
    ("my cake never arrived and I want a refund", 0.5, 1),
    ("I want to make a complaint", 0.4, 1),
    ("you sent me the wrong order", 0.4, 1),
    ("WHERE IS MY REFUND?? UNACCEPTABLE", 0.7, 1),
    ("the mug arrived broken", 0.4, 1),
    ("this is not what I ordered", 0.4, 1),
    ("worst service ever", 0.5, 1),
    ("you charged me twice", 0.5, 1),
    ("I'm not angry", 0, 0.1),
    ("no complaints, all fine", 0, 0.1),
    ("where is my order?", 0, 0.1),
    ("a flat white please!!", 0, 0),
)
DISTRESS = (
    ("I want to die", 0.8, 1),
    ("i can't go on, i want to kill myself", 0.9, 1),
    ("I feel hopeless", 0.6, 1),
    ("my mum passed away last week, I need flowers", 0, 0),
    ("flowers for a funeral", 0, 0),
    ("I'm dying for a coffee", 0, 0),
    ("I'd kill for a croissant", 0, 0),
    ("my phone died", 0, 0),
    ("this cake is to die for", 0, 0),
    ("my kids are dying to try it", 0, 0),
    ("I'm not suicidal", 0.1, 0.6),
    ("killing time until my train", 0, 0),
)
GRIEF = (
    ("my mum passed away last week, I need flowers", 0.6, 1),
    ("flowers for a funeral", 0.6, 1),
    ("my dog just died", 0.6, 1),
    ("my husband suddenly died", 0.6, 1),
    ("my phone died", 0, 0),
    ("I want to die", 0, 0),
    ("a bouquet for a wedding", 0, 0),
)
WARMTH = (
    ("Hello! How are you? Have a lovely day 😊", 0.8, 1),
    ("thank you so much!!", 0.5, 1),
    ("good morning", 0.3, 0.6),
    ("hi! a latte please 😀", 0.6, 1),
    ("thanks ❤️", 0.6, 1),
    ("see you tomorrow", 0.4, 1),
    ("flat white oat", 0, 0),
    ("where is my order", 0, 0),
    ("WRONG ORDER AGAIN!!!", 0, 0),
    ("terrible 😡", 0, 0),
    ("thanks for nothing 😡", 0, 0.5),
)
URGENCY = (
    ("quick latte pls, my train leaves in 5 minutes", 0.8, 1),
    ("I'm in a hurry", 0.6, 1),
    ("need it asap", 0.5, 1),
    ("I need this right now", 0.5, 1),
    ("running late, just the usual", 0.6, 1),
    ("urgent: flowers by tonight", 0.6, 1),
    ("I only have 2 minutes", 0.5, 1),
    ("no rush at all", 0, 0),
    ("it's not urgent", 0, 0),
    ("take your time", 0, 0),
    ("flat white oat", 0, 0),
    ("what are the offers today", 0, 0.2),
    ("a quick question about the tea", 0, 0.3),
)
HESITATION = (
    ("maybe the blue one... not sure", 0.8, 1),
    ("I can't decide", 0.5, 1),
    ("hmm", 0.5, 1),
    ("I don't know, perhaps the small one", 0.7, 1),
    ("torn between the two", 0.5, 1),
    ("let me think about it", 0.5, 1),
    ("should i take the bigger one?", 0.3, 1),
    ("i guess so", 0.5, 1),
    ("the blue one", 0, 0),
    ("no doubt, the blue one", 0, 0),
    ("yes", 0, 0),
)
DETAIL = (
    ("how is it made and what size is it?", 0.6, 1),
    ("what are the dimensions and the weight?", 0.6, 1),
    ("why is it more expensive than the other one?", 0.3, 1),
    ("which material is the lining?", 0.6, 1),
    ("is it 30 cm or 40 cm?", 0.5, 1),
    ("what's the difference between these two", 0.5, 1),
    ("what are the ingredients", 0.3, 1),
    ("single origin? which roast?", 0.5, 1),
    ("how are you?", 0, 0),
    ("how much is it", 0, 0),
    ("flat white oat", 0, 0),
)
TABLES = {
    "sentiment": SENTIMENT,
    "anger": ANGER,
    "distress": DISTRESS,
    "grief": GRIEF,
    "warmth": WARMTH,
    "urgency": URGENCY,
    "hesitation": HESITATION,
    "detail": DETAIL,
}
ROWS = [(name, *row) for name, rows in TABLES.items() for row in rows]


@pytest.mark.parametrize(("name", "text", "low", "high"), ROWS, ids=[f"{r[0]}: {r[1][:30]}" for r in ROWS])
def test_a_phrase_is_heard_as_people_mean_it(name, text, low, high, hear) -> None:
    """Each phrasing lies where a person would put it."""
    assert low <= hear(text)[name].value <= high


@pytest.mark.parametrize(
    ("text", "name", "least"),
    [
        ("ho fretta, il mio treno parte tra 5 minuti", "urgency", 0.7),
        ("il prima possibile", "urgency", 0.5),
        ("buongiorno! grazie mille 😊", "warmth", 0.6),
        ("quello che costa meno", "price_mindedness", 0.5),
        ("c'è uno sconto?", "price_mindedness", 0.4),
    ],
)
def test_italian_is_heard_where_we_have_words(text, name, least, hear) -> None:
    """Hurry, warmth and price have Italian words."""
    assert hear(text, "it")[name].value >= least


def test_no_hurry_shows_the_words_that_say_so(hear) -> None:
    """A 0 from "no rush" carries its evidence."""
    cue = hear("no rush, whenever you can")["urgency"]
    assert [e.text for e in cue.evidence] == ["no rush", "whenever you can"]
