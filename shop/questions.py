"""What is asked of a thing in so many words: what is in it, for which diet, of what, how big, from where. Pure.

The words of the question ("contain nuts", "vegan") tell nothing of which thing is meant: linking looks past them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from shop.text import Word, word_list

Sort = Literal["diet", "free", "holds", "measured", "listed"]

_SUBSTANCES = "|".join(sorted((re.escape(w) for w in word_list("substances")), key=len, reverse=True))
_S = rf"(?:{_SUBSTANCES})"
_MANY = rf"{_S}(?:(?:,| or| and|,? o| e) (?:any )?{_S})*"
_ANY = r"(?:any |some |the |of |del(?:la|lo)? |dell['’]|dei |delle |degli |il |la |le |lo |l['’]|gli )?"
# A question of one thing, or of those that were shown; "do you have vegan cakes?" looks for some.
_SEARCH = re.compile(
    r"\b(?:do you|have you|you got|are you|which|what|anything|something|nothing|show|looking for|recommend|suggest|avete|quali|che cosa|qualcosa)\b|"
    r"\b(?:is|are) there (?:an?|any|some) (?!\w+(?: \w+){0,2} in\b)|^\s*(?:any|got any|some)\b(?! of)(?! \w+(?: \w+)? in\b)|\bci sono\b(?!.*\b(?:in|nel\w*)\b)",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"^\W*(?:(?:and|but|so|ok|okay|hi|hello|hey|ciao|buongiorno|e|ma|also|please|sorry|scusi)\b\W*)*"
    r"(?:is|are|isn't|aren't|does|do|doesn't|has|have|can|could|may|would|will|è|e'|sono|contiene|contengono|ha|hanno|c['’]è|ci sono|posso|può|possono|va bene)\b",
    re.IGNORECASE,
)
_ORDERS = re.compile(
    r"\W*(?:\w+\W+){0,2}?(?:poss(?:o|iamo)|potre(?:i|mmo)) (?:avere|prendere|ordinare) (?:un|due|tre|quattro|\d)",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\b(?:everything|all (?:of )?(?:this|it|that|these|those|the|your|you)\b|all your|tutto|tutti|tutte)\b",
    re.IGNORECASE,
)
_DIET = re.compile(
    r"\b(?:(?:suitable|ok|okay|fine|good|all right|safe|adatt[oaie]|va bene|vanno bene) (?:for|per) (?:an? |i |un[ao]? )?)?"
    r"(?P<said>vegans?|vegan[aoie]|vegetarians?|vegetarian[aoie]|veggie|plant[- ]based|kosher|halal)\b(?:[- ]friendly)?",
    re.IGNORECASE,
)
_INTOLERANT = (
    rf"(?:an? )?(?P<a>{_MANY})[- ](?:intolerant|intolerance|allerg(?:y|ies|ic))|(?:intolerant|allergic) (?:of|to) (?P<b>{_MANY})|"
    rf"(?P<c>co?eliacs?|celiac[oahi]+)(?: disease)?|(?:intollerant[ei]|allergic[oahi]+) (?:a|al|allo|alla|alle|ai|agli|all['’]) ?(?P<d>{_MANY})"
)
_FOR = (
    r"(?:(?:if|when|since|because|as|se) (?:(?:i|you|she|he|one|my \w+)(?:['’](?:m|re|s)| am| are| is)|sono)|"
    r"(?:suitable|ok|okay|fine|good|all right|safe|adatt[oaie]|va bene|vanno bene)? ?(?:for|with|per|con))"
)
_FREE = re.compile(
    rf"\b(?P<e>{_MANY})[- ]?(?:free|less)\b|\bfree (?:of|from) {_ANY}(?P<f>{_MANY})\b|\b(?<!it )(?:made )?(?:without|senza) {_ANY}(?P<g>{_MANY})\b|"
    rf"(?:{_FOR} )?(?:an? |somebody |someone |people |un[ao]? )?(?:who(?:['’]s| is| are) )?(?:{_INTOLERANT})(?: (?:people|persons?|customers?|guests?))?\b",
    re.IGNORECASE,
)
_END = r"(?=\s*(?:[?.!,;]|$)|\s+(?:in|inside|please|at all|by any chance|or not|then|too)\b)"
_HOLDS = re.compile(
    rf"\b(?:contain(?:s|ing|ed)?|contiene|contengono) {_ANY}(?P<h>[^?.!,;]{{2,40}}?){_END}|"
    rf"\b(?:(?:is|are) there(?: any| some| actual| real)?|c['’]è|ci sono) {_ANY}(?P<i>[^?.!,;]{{2,30}}?) (?:in|inside|nel(?:la|lo)?|nell['’]|nei|nelle|negli)\b|"
    rf"\b(?:have|has|had|got|ha|hanno) (?:got )?{_ANY}(?P<j>{_MANY})(?: in (?:it|them|there))?{_END}|"
    rf"\b(?:have|has|got) (?:got )?{_ANY}(?P<k>[^?.!,;]{{2,30}}?) in (?:it|them|there)\b|"
    rf"\b(?:made|done|cooked|fatt[oaie]) (?:with|con) {_ANY}(?P<l>[^?.!,;]{{2,30}}?){_END}|"
    rf"\b(?:any|with) (?P<m>{_MANY}) in (?:it|that|this|them|the)\b",
    re.IGNORECASE,
)
_CERTIFIED = re.compile(r"\W*(?:(?:and|is|are|any|e)\W+)*(?:kosher|halal)\W*", re.IGNORECASE)
# After "vegan" comes no thing, else it tells which one is looked for: "how much is a vegan cake?"
_NO_THING = re.compile(
    r"\s*(?:$|[?.!,;)]|(?:eat|have|drink|enjoy|take|or|and|too|at|by|please|then|also|as|i|you|the|this|it|them|mangiare|bere|prendere|o|e|anche|il|lo|la|gli|le|un|una|quest\w+)\b|l['’])",
    re.IGNORECASE,
)
_LOOKED_AT = 400  # letters; a question is no longer
_GROUPS = "abcdefghijklm"
# How it is asked → the nouns by which a catalogue's columns may be headed.
MEASURES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "weight",
        r"how heavy|how much (?:do|does|is|are)\b.*\bweigh\w*|weigh\w*|how many (?:grams|kilos|kg|pounds)|quanto pesa\w*|che peso",
        ("weight", "net weight", "peso"),
    ),
    (
        "volume",
        r"how (?:many|much) (?:ml|millilit\w+|lit(?:re|er)s?|cl)|volume|capacity|how much (?:does|do)\b.*\bhold|quanti ml|capacità",
        ("capacity", "volume", "size", "dimensions"),
    ),
    (
        "size",
        r"how (?:big|large|long|wide|tall|high|deep|small|thick)\b(?! (?:does|do|will|did|is the wait|until|before))|dimensions?|measure(?:s|ments?)?\b|(?:width|height|length|depth|diameter)\b|how many (?:cm|centimet\w+|inches)|quanto (?:è|sono) (?:grand|lung|larg|alt)\w+|dimensioni|che misure",
        (
            "dimensions",
            "size",
            "measurements",
            "length",
            "width",
            "height",
            "depth",
            "diameter",
            "screen size",
            "capacity",
            "volume",
            "pages",
            "dimensioni",
            "misure",
        ),
    ),
    (
        "power",
        r"how powerful\b|\bwhat (?:wattage|power|voltage)\b|\b(?:the|its) (?:wattage|power|voltage)\b|che potenza|quanto (?:è|sono) potent\w+",
        ("power", "wattage", "strength", "alcohol", "abv", "voltage", "potenza", "gradazione"),
    ),
    (
        "energy",
        r"how many (?:calories|kcals?|cals)|calorie\w*|\bkcals?|how much (?:sugar|fat|protein|salt|fibre|fiber)\b|how many carbs|nutrition\w*|quante (?:calorie|kcal)|valori nutrizionali",
        ("calories", "energy", "kcal", "nutrition", "calorie", "energia"),
    ),
    (
        "lasting",
        r"how long (?:does|do|will|can)\b.*\b(?:last|burn|keep|stay|take)\w*|how many (?:hours|days)|burning time|battery life|shelf[- ]life|quanto dura\w*",
        ("burning time", "shelf life", "battery life", "durata"),
    ),
)
LISTED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("material", r"(?:made|done) (?:out )?(?:of|from)\W*$|made (?:out )?(?:of|from) (?:exactly|please)|\bwhat(?:'s|’s| is| are| was| were)\b.*\bmade (?:out )?(?:of|from)\b|(?:what|which)(?: kind of| sort of| type of)? (?:materials?|fabrics?|wood|wool|leather|cloth|yarn|metal)\b|(?:the|its) (?:material|fabric|composition)|^\W*(?:material|fabric|composition)\b|di (?:che cosa|cosa|che materiale|che tessuto) (?:è|sono)|che (?:materiale|tessuto)|di che (?:è|sono) fatt\w", ("material", "materials", "fabric", "composition", "materiale", "tessuto")),
    ("care", r"(?:how|best way)\b.*\b(?:wash|clean|care|look after|store)\b|how (?:should|do|often|much)\b.{0,20}\bwater\b|washing instructions|care instructions|come si (?:lava|pulisce)", ("care", "care instructions", "washing", "lavaggio")),
    ("origin", r"where\b.*\b(?:from|made|produced|grown|come|comes|sourced|manufactured|woven|knitted|sewn|picked|roasted)\b|(?:which|what) country|country of origin|\borigins?\b|da dove (?:viene|vengono|arriva\w*)|dove (?:è|sono|viene|vengono) (?:fatt|prodott)\w+|provenienza", ("origin", "country of origin", "country", "provenance", "made in", "origine", "provenienza")),
    ("author", r"\bwho(?:['’]s| is| are)? (?:wrote|writes|it by|(?:this|that|these|those) by|illustrated)\b|\bwho (?:wrote|writes|illustrated)\b|\b(?:the|its) (?:authors?|writer)\b|\bby whom\b|chi (?:l['’]ha |ha )?scritt\w|l['’]autor\w+", ("author", "authors", "written by", "artist", "autore", "autori")),
    ("series", r"\b(?:part|book|volume|number|one) (?:of|in) (?:an?|the|any|which|what) (?:series|saga)\b|(?:what|which) series\b|\bfa parte di una (?:serie|saga)", ("series", "serie")),
    ("brand", r"(?:what|which)(?:'s|’s| is)?(?: the)? brand|who (?:makes|made|produces|manufactures|bakes|grows|roasts|knits|sews|weaves)\b|che marca|chi (?:lo|la|li|le)? ?(?:fa|produce)\b", ("brand", "manufacturer", "maker")),
    ("colour", r"(?:what|which) colou?rs?|colou?r (?:is|are)|che colore|di che colore|quali colori", ("colour", "color", "colore")),
)  # fmt: skip


@dataclass(frozen=True)
class Question:
    """What is asked. ``said``: of what ("nuts", "vegan"), or the noun that is asked for ("weight"); ``start``, ``end``: its place.

    ``whole``: of all that the shop has. ``nouns``: under which such a thing may stand in a catalogue.
    """

    sort: Sort
    said: str
    start: int = 0
    end: int = 0
    whole: bool = False
    nouns: tuple[str, ...] = ()


def question_in(text: str) -> Question | None:
    """The one question of one thing that a text asks, as far as its words alone tell; None for anything else."""
    return _in_it(text) or _of_it(text)


def _in_it(text: str) -> Question | None:
    """What is in it, and for whom it is."""
    text = text[:_LOOKED_AT]
    whole = _WHOLE.search(text) is not None
    asks = text.rstrip().endswith("?") or _ASKING.match(text) is not None or _CERTIFIED.fullmatch(text) is not None
    if _ORDERS.match(text):  # "posso avere un caffè senza zucchero?"
        return None
    if not asks or (_SEARCH.search(text) and not whole):
        return None
    for sort, pattern in (("free", _FREE), ("holds", _HOLDS), ("diet", _DIET)):
        match = pattern.search(text)
        if match and (sort == "holds" or _NO_THING.match(text, match.end())):
            groups = match.groupdict()
            said = groups.get("said") or next((groups[g] for g in _GROUPS if groups.get(g)), "")
            return Question(sort, said.strip().lower(), match.start(), match.end(), whole)  # type: ignore[arg-type]
    return None


def _of_it(text: str) -> Question | None:
    """A noun that is asked for: how heavy, of what, from where."""
    for sort, table in (("measured", MEASURES), ("listed", LISTED)):
        for noun, pattern, nouns in table:
            if match := re.search(rf"(?:{pattern})", text[:_LOOKED_AT], re.IGNORECASE):
                return Question(sort, noun, match.start(), match.end(), nouns=nouns)  # type: ignore[arg-type]
    return None


def asked_words(text: str, said: tuple[Word, ...]) -> frozenset[int]:
    """Places of the words that only say what is asked of a thing ("is the oat milk *gluten free*?"): they name no other."""
    asked = _in_it(text) or (_of_it(text) if "water" in text else None)
    if asked is None or asked.whole or (asked.sort in ("measured", "listed") and asked.said != "care"):
        return frozenset()
    return frozenset(place for place, word in enumerate(said) if asked.start <= word.start < asked.end)
