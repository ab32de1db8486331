"""Words by which the form of a clause is told without a parser: what opens a question, a statement, a mere remark."""

from __future__ import annotations

LINKS = frozenset(("and", "so", "then", "or", "also", "plus", "but", "well", "now", "just"))
WH = frozenset(("what", "which", "who", "where", "when", "why", "how", "whose"))
AUXILIARIES = frozenset(
    (
        *("is", "are", "was", "were", "am", "do", "does", "did", "have", "has", "had", "can", "could", "will", "would"),
        *("may", "might", "shall", "should", "isn't", "aren't", "don't", "doesn't", "didn't", "won't", "wouldn't"),
        *("can't", "couldn't", "haven't", "hasn't", "wasn't"),
    )
)
SUBJECTS = frozenset(
    (
        *("i", "you", "he", "she", "it", "we", "they", "there", "this", "that", "these", "those", "the", "your", "my"),
        *("any", "anyone", "someone", "everything", "our", "all", "some"),
    )
)
# after an auxiliary these open no question: "can of cola", "is still late", "have a look"
NO_SUBJECTS = frozenset(
    ("of", "not", "still", "already", "very", "too", "so", "really", "been", "a", "an", "no", "only", "just", "never")
)
# "what a lovely cake this is", "when I ordered it was blue": no questions
EXCLAIMED = frozenset(("a", "an", "the", "i", "you", "he", "she", "it", "we", "they", "my", "your", "this", "that"))
PERSONS = frozenset(
    (
        "i",
        "you",
        "he",
        "she",
        "it",
        "we",
        "they",
        "im",
        "ive",
        "youre",
        "youve",
        "theyre",
        "its",
        "thats",
        "nobody",
        "everyone",
    )
)
CONTRACTED = ("'m", "'ve", "'re", "'ll", "n't")
# verbs that make a statement of a clause without an auxiliary: "my kettle broke", "everything seems fine"
FINITE = frozenset(
    (
        *("seems", "seem", "looks", "look", "broke", "works", "worked", "tastes", "tasted", "arrived", "came", "loved"),
        *(
            "liked",
            "received",
            "fits",
            "feels",
            "felt",
            "thinks",
            "think",
            "hurts",
            "stopped",
            "happened",
            "says",
            "said",
        ),
        *(
            "told",
            "asked",
            "got",
            "went",
            "paid",
            "smells",
            "shows",
            "leaks",
            "sounds",
            "makes",
            "appears",
            "keeps",
            "took",
            "gave",
            "ate",
            "died",
        ),
    )
)
NO_HEAD = WH | {"what's", "how's", "than", "too", "very", "for", "with"}
JUDGING = frozenset(
    (
        *("great", "good", "excellent", "fantastic", "nice", "perfect", "awesome", "amazing", "wonderful", "brilliant"),
        *("lovely", "bad", "terrible", "awful", "cool", "super"),
    )
)
# "… if I want to return it", "what you need": a want that is not wished now
SUBORDINATE = frozenset(("if", "when", "that", "whether", "because", "as", "which", "than", "until", "unless", "once"))
BEFORE = LINKS | {"please", "pls", "hi", "hello", "hey", "ok", "okay", "yes", "no", "sorry", "thanks"}
