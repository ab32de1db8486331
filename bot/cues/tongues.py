"""Which other language a message is in, where it is surely none of the shop's. Pure.

By its script; else by its little words: spaCy's stop words of the language that are none of English or Italian, and how
people there greet, ask and thank. A single such word is borne out by lingua or does not count.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from importlib import import_module
from typing import Any

HOME = ("en", "it")
TOLD_BY_WORDS = ("de", "fr", "es", "pt", "nl")
SURE = 0.9
_SCRIPTS = {
    "el": re.compile("[\u0370-\u03ff\u1f00-\u1fff]"),
    "ja": re.compile("[\u3040-\u30ff]"),
    "ko": re.compile("[\uac00-\ud7af\u1100-\u11ff]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
    "ru": re.compile("[\u0400-\u04ff]"),
    "ar": re.compile("[\u0600-\u06ff]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
    "hi": re.compile("[\u0900-\u097f]"),
}
_COURTEOUS = {
    "de": "hallo guten tag morgen bitte danke möchte hätte gerne ich haben sie brötchen kaffee zwei drei wieviel kostet tschüss",
    "fr": "bonjour bonsoir merci beaucoup voudrais aimerais plaît avez vous deux trois combien coûte coute est-ce c'est j'ai au revoir",
    "es": "hola buenos buenas días dias tardes gracias quisiera quiero tienen por favor hora dos tres cuánto cuanto cuesta cuestan adiós leche",
    "pt": "olá ola bom boa obrigado obrigada quero queria gostaria favor têm dois duas quanto custa tchau você vocês",
    "nl": "hallo goedemorgen goedemiddag dag graag bedankt dank alstublieft heeft wil twee drie hoeveel kost koffie broodje",
}
# Words that English or Italian customers write too, and names of things that a shop sells.
_ALSO_HOME = (
    "hat man war die gift pour comment on tu son sous dire pain den men we door over of is in de me al die du"
    " la le lo il un una e o a i y u das der mode note art chef menu dos tag morgen per con come non se ci va vi"
    " ma si sono solo tutto mi ti te da di in su sua suo mio mia bom est au use dag dank wil era fue mas para"
    " pro via no mal bin plus sur elle ai par dan ben dont"
)
_GREETINGS = frozenset({"please", "pls", "thanks", "hi", "hello", "yes", "grazie", "ciao", "vorrei"})
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def other_language(text: str) -> str | None:
    """ISO 639-1 code of a language that the shop does not speak, if the message is surely in one; else None."""
    letters = [ch for ch in text[:500] if ch.isalpha()]
    if not letters:
        return None
    for code, script in _SCRIPTS.items():
        if sum(bool(script.match(ch)) for ch in letters) > len(letters) / 2:
            return _of_script(code, text)
    words = [word.lower().replace("’", "'") for word in _WORD.findall(text[:500])]
    found = Counter({code: len({*words} & _telling(code)) for code in TOLD_BY_WORDS})
    code, count = found.most_common(1)[0]
    home = len({*words} & _home())
    if count == 0 or count <= home:
        return None
    rivals = [other for other in TOLD_BY_WORDS if found[other] == count]
    if count >= 2 and len(rivals) == 1:
        return code
    return _borne_out(text, rivals) if len(words) >= 2 and home == 0 else None


def _of_script(code: str, text: str) -> str:
    """Chinese signs among Japanese syllables are Japanese."""
    return "ja" if code == "zh" and _SCRIPTS["ja"].search(text) else code


@cache
def _stop_words(code: str) -> frozenset[str]:
    return frozenset(import_module(f"spacy.lang.{code}.stop_words").STOP_WORDS)


@cache
def _home() -> frozenset[str]:
    return _stop_words("en") | _stop_words("it") | _GREETINGS


@cache
def _telling(code: str) -> frozenset[str]:
    """Words that tell this language, and neither English nor Italian."""
    own = (_stop_words(code) - _home() - frozenset(_ALSO_HOME.split())) | frozenset(
        _COURTEOUS[code].split()
    ) - _stop_words("en")
    return frozenset(word for word in own if len(word) > 1)


def _borne_out(text: str, codes: list[str]) -> str | None:
    best = max(_detector().compute_language_confidence_values(text[:500]), key=lambda found: found.value)
    code = str(best.language.iso_code_639_1.name.lower())
    return code if code in codes and best.value >= SURE else None


@cache
def _detector() -> Any:
    """lingua on few models: 14 MB, where the full ones of seven languages take 200."""
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [getattr(IsoCode639_1, code.upper()) for code in (*HOME, *TOLD_BY_WORDS)]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).with_low_accuracy_mode().build()
