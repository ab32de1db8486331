"""The thing that a request names, in the customer's own words: "could I please get a mocha?" → "mocha". Pure."""

from __future__ import annotations

import re

from shop.lexicon import is_stopword
from shop.text import words

CARRIER = re.compile(
    r"^(?:(?:hi|hello|hey|yo|good (?:morning|afternoon|evening)|yes|no|ok|okay|so|well|and|also|please|um+|thanks|thank you|no thank you|just|only|ciao|buongiorno|buonasera|salve|scus[ai]|sent[ai]|anche|poi|pure|raga|ragazzi|allora|ecco|anzi|sì|va bene|certo|perfetto|d['’]accordo|ottimo|per favore|per cortesia|"
    r"(?:volevo|vorrei) (?:sapere|chieder\w+) se|mi (?:sa dire|può dire|dic[ae]|dici) se|per caso)\b[\s,.!]*)*"
    r"(?:(?:can|could|may|might) (?:i|we|you)(?: please)?(?: just)? (?:get|have|order|take|make me|bring me|give me|add|buy|do)|"
    r"i(?:'d| would) (?:like|love)(?: to (?:get|order|have|buy))?|i(?:'ll| will) (?:have|take|get|go for)|i (?:want|need)(?: to)?(?: (?:get|order|buy|have|try|build|make|take))?|i (?:wanna|gotta)(?: (?:get|order|buy|have|try))?|"
    r"(?:can|could) you (?:add|put|include)|add|put|include|throw in|give me|get me|bring me|make me|make|i(?:'d| would)? like|let me (?:have|get)|do you (?:(?:also|still|even) )?(?:have|sell|make|serve|do|carry|stock)(?: got)?|have (?:you|u) got|(?:you|u|ya|yous) got|do u have|got any|is there|are there|got|"
    r"(?:vorrei|voglio|posso|potrei|prenderei|gradirei)(?: (?:avere|prendere|ordinare|comprare))?|ho bisogno di|mi serv(?:e|ono)|(?:sto )?cerc(?:o|avo|ando)|(?:l[oaie] |ne )?prendo|"
    r"(?:avete|avreste|fate|vendete|tenete|servite|c['’]è|ci sono)(?: (?:anche|pure|ancora|per caso))*|mi (?:dia|dà|dai|faccia|fa|fai|porti|porta|prepari|metta|metti|porterebbe)(?: anche)?|"
    r"dammi|fammi|portami|per me|aggiung[ai])?\s*(?:please\s+)?"
    r"(?:an?|the|one|some|any|un|una|uno|del|dello|della|dei|degli|delle|il|lo|la|i|gli|le)?\s+(?:un['’]|dell['’]|l['’])?",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:[\s,]*\b(?:please|pls|thanks|thank you|thx|per favore|per cortesia|per piacere|grazie|oggi|subito|veloce|velocemente|al volo|adesso|dai|qui|che (?:ho|sono|scappo|devo|vado)\b.*\w|sono di (?:corsa|fretta)|possibilmente|se (?:c['’]è|ce l['’]avete|possibile|si può|potete)|today|here|too|then|instead|allora|invece|(?:to|on|with|in) (?:it|that|them|the order|my order|the list)|as well|if possible)\b)*[\s.?!,]*$",
    re.IGNORECASE,
)
# "What kinds of tea …" is of a sort by itself; "what teas do you have" only with the verb after it.
_SORTS_OF = re.compile(
    r"^\W*(?:(?:hi|hello|hey|and|so|no|well|ok|okay|please|(?:can|could) you tell me|tell me|i(?:['’]d| would) like to know)\W+)*"
    r"(?:what|which|any)\s+(?:other\s+)?(?P<of>(?:kinds?|sorts?|types?|flavou?rs?|varieties) of )?"
    r"(?!(?:else|ones?|time|days?|sizes?|colou?rs?|things?|stuff|options?|offers?|deals?|other|new|kinds?|sorts?|types?)\b)(?P<what>[^\W\d_].*?)"
    r"(?P<have>\s+(?:(?:do )?(?:you|u) (?:have|sell|make|serve|do|carry|stock|got)|have you(?: got)?|are there|is there))?(?(of)|(?(have)|(?!)))\W*$",
    re.IGNORECASE,
)
_OPEN = frozenset({"something", "anything", "qualcosa"})
# What holds one of these is a sentence, no name of a thing.
_NO_NAME = frozenset(
    [
        "i",
        "im",
        "me",
        "it",
        "we",
        "you",
        "they",
        "he",
        "she",
        "my",
        "your",
        "can",
        "could",
        "do",
        "does",
        "is",
        "are",
        "was",
        "what",
        "how",
        "why",
        "when",
        "where",
        "who",
        "if",
        "because",
        "actually",
        "too",
        "us",
        "them",
        "him",
        "her",
        "wait",
        "half",
        "all",
        "mostly",
        "mainly",
        "maybe",
        "sent",
        "said",
        "told",
        "gave",
        "know",
        "think",
        "guess",
        "mean",
        "whatever",
        "troppo",
        "quelli",
        "via",
        "quelle",
        *("io", "tu", "mi", "ti", "vi", "ci", "ho", "hai", "sono", "siete", "avete", "cosa", "che", "come", "quando"),
        *("dove", "perche", "chi", "quale", "quanto", "voglio", "volevo", "non", "posso", "scusi", "scusa"),
    ]
)
_HOW_MANY = re.compile(
    r"^(?:\d+\s*(?:x|pieces?(?: of)?|pezzi(?: di)?)?|two|three|four|five|six|seven|eight|nine|ten|twelve|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|dodici)\s+(?=[^\W\d])",
    re.IGNORECASE,
)
_DANGLING = re.compile(
    r"^(?:(?:and|or|with|of|for|in|e|con|per)\s+)+|(?:\s+(?:and|or|with|by|of|e|con|a|an))+$", re.IGNORECASE
)
_HOW_IT_IS = re.compile(
    r",|\s+(?:with|con)\s+|\s+(?:without|no|senza) (?:sugar|zucchero)\b|\s+(?:sounds?|looks?|seems?|smells?)\b",
    re.IGNORECASE,
)  # "a mocha with oat milk, not too hot"
_FOR_WHOM = re.compile(
    r"\s+(?:for (?:me|us|him|her|them|(?:my|our|the|a|an) \w+(?: \w+)?)|per (?:me|noi|(?:mi[oa]|il|la|un[oa]?) \w+))\s*$",
    re.IGNORECASE,
)
# "For party", "per la festa": what it is for, and no thing.
_PURPOSE = re.compile(r"(?:for|per)\s", re.IGNORECASE)
# Whoever is so called says what they are: a meat eater, a cat lover, a tea person.
_PERSON = re.compile(
    r"\b(?:eater|drinker|lover|fan|person|addict|hater|enthusiast|fanatic|beginner|people|folks?|guests?)s?$"
    r"|^(?:amante|amanti|appassionat[oaie]|mangiator[ei]|bevitor[ei])\b",
    re.IGNORECASE,
)
_SIZED = re.compile(r"^(?:(?:small|medium|large|big|regular|little)(?: sized?)?\s+)+", re.IGNORECASE)
NEXT_COUNT = re.compile(r"\s+(?=\d+\s+[^\W\d])")  # "pepperoni 1 meatballs" are two things
WORDS_MAX = 6  # a longer rest is no name of a thing
COUNTED = re.compile(
    r"\s*(?:(?:also|then|please|maybe|anche|poi)\s+)*(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|some|\d+|una?|uno|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|dodici)\s",
    re.IGNORECASE,
)


def asked_for(text: str) -> str:
    """The thing that is asked for: "Could I please get a mocha?" → "mocha"; "" when what is left is no name of a thing."""
    sorts = _SORTS_OF.match(text)
    rest = sorts["what"] if sorts else CARRIER.sub("", f"{text.strip()} ", count=1).strip()
    rest = _CLOSING.sub("", rest).strip(" ?!.,\"'")
    rest = _HOW_IT_IS.split(_FOR_WHOM.sub("", rest))[0].strip()
    rest = _SIZED.sub("", NEXT_COUNT.split(_HOW_MANY.sub("", f"{rest} "))[0]).strip()
    if _PURPOSE.match(rest) or _PERSON.search(rest):
        return ""
    rest = _DANGLING.sub("", rest)
    said = words(rest)
    nameless = (
        not said
        or said[0].folded in _OPEN
        or any(w.folded in _NO_NAME for w in said)
        or all(is_stopword(word.stem) for word in said)
    )
    return "" if nameless or len(rest.split()) > WORDS_MAX else rest


def names_nothing(text: str) -> bool:
    """Is only said what it is for ("large, for a party"), or who wants it ("meat eater")?"""
    rest = _SIZED.sub("", f"{_CLOSING.sub('', CARRIER.sub('', f'{text.strip()} ', count=1).strip())} ").strip(" ?!.,")
    return _PURPOSE.match(f"{rest} ") is not None or _PERSON.search(rest) is not None


def open_wish(text: str) -> bool:
    """Is the thing left open: "something to eat", "anything sweet"?"""
    return any(word.folded in _OPEN for word in words(text))
