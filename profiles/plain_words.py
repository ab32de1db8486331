"""An estimate in plain words, for the person whom it is about. A shop's sentences live elsewhere; this is law.

GDPR 12 and 15: what is inferred must be shown, and understood.
"""

from __future__ import annotations

from profiles.learning import acts_on, dial_of
from profiles.model import Estimate

# (below the shop's average, above it)
WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "en": {
        "verbosity": ("you tend to write short messages", "you tend to write long messages"),
        "formality": ("you tend to write casually", "you tend to write formally"),
        "involvement": ("you tend to write in key words", "you tend to write in whole sentences"),
        "politeness": ("you tend to write without courtesies", "you tend to write very politely"),
        "warmth": ("you tend to keep it matter-of-fact", "you tend to write warmly"),
        "emoji_count": ("you hardly use emoji", "you like to use emoji"),
        "novelty": ("you tend to prefer the tried and tested", "you tend to like new things"),
        "uniqueness": ("you tend to like what many people take", "you tend to like what few people have"),
        "price_mindedness": ("you seldom ask about the price", "you tend to look at the price"),
        "creative_choice": ("you seldom ask for something original", "you tend to like something original"),
        "unpopular_choice": (
            "you seldom go against what others approve of",
            "you do not mind what others think of your choice",
        ),
        "avoidance_of_similarity": (
            "you do not mind having what many have",
            "you would rather not have what many have",
        ),
        "social_proof": ("what others take matters little to you", "you tend to ask what others take"),
        "risk_aversion": ("you do not mind taking a chance", "you tend to want to be on the safe side"),
        "bulk": ("you seldom order for many or ahead", "you tend to order for many or ahead"),
        "directness": ("you tend to ask in a roundabout way", "you tend to say straight out what you want"),
        "detail": ("you tend to want the main point only", "you tend to want the details"),
        "hesitation": ("you know what you want today", "you are still making up your mind"),
        "urgency": ("you have time today", "you are in a hurry today"),
        "sentiment": ("something has annoyed you today", "you are in a good mood today"),
    },
    "it": {
        "verbosity": ("di solito scrive messaggi brevi", "di solito scrive messaggi lunghi"),
        "formality": ("di solito scrive in modo informale", "di solito scrive in modo formale"),
        "involvement": ("di solito scrive per parole chiave", "di solito scrive frasi intere"),
        "politeness": ("di solito scrive senza formule di cortesia", "di solito scrive con molta cortesia"),
        "warmth": ("di solito scrive in modo asciutto", "di solito scrive con calore"),
        "emoji_count": ("usa poche emoji", "usa volentieri le emoji"),
        "novelty": ("di solito preferisce ciò che è collaudato", "di solito ama le novità"),
        "uniqueness": ("di solito sceglie ciò che scelgono in molti", "di solito ama ciò che hanno in pochi"),
        "price_mindedness": ("chiede di rado il prezzo", "di solito guarda al prezzo"),
        "creative_choice": ("chiede di rado qualcosa di originale", "di solito ama qualcosa di originale"),
        "unpopular_choice": (
            "segue di solito ciò che gli altri approvano",
            "non bada a che cosa pensano gli altri della sua scelta",
        ),
        "avoidance_of_similarity": (
            "non le dispiace avere ciò che hanno in molti",
            "preferisce non avere ciò che hanno in molti",
        ),
        "social_proof": (
            "conta poco per lei che cosa prendono gli altri",
            "di solito chiede che cosa prendono gli altri",
        ),
        "risk_aversion": ("non le dispiace rischiare un po'", "di solito preferisce andare sul sicuro"),
        "bulk": ("ordina di rado per molti o in anticipo", "ordina spesso per molti o in anticipo"),
        "directness": ("di solito chiede con giri di parole", "di solito dice subito che cosa vuole"),
        "detail": ("di solito vuole solo l'essenziale", "di solito vuole i dettagli"),
        "hesitation": ("oggi sa già che cosa vuole", "oggi sta ancora decidendo"),
        "urgency": ("oggi ha tempo", "oggi va di fretta"),
        "sentiment": ("oggi qualcosa l'ha infastidita", "oggi è di buon umore"),
    },
}
UNSURE = {"en": "we cannot tell yet ({guess}, perhaps)", "it": "non possiamo ancora dirlo (forse {guess})"}
OTHER = {
    "en": ("{name}: below the average", "{name}: above the average"),
    "it": ("{name}: sotto la media", "{name}: sopra la media"),
}


def in_plain_words(name: str, estimate: Estimate, lang: str = "en") -> str:
    """The estimate as one clause without a full stop; says that we cannot tell when the 80 % interval includes neutral.

    A language other than en and it is answered in English.
    """
    code = lang[:2] if lang[:2] in WORDS else "en"
    below, above = WORDS[code].get(name) or tuple(text.format(name=name) for text in OTHER[code])
    guess = above if estimate.value > dial_of(name).mean else below
    return guess if acts_on(name, estimate) else UNSURE[code].format(guess=guess)


SURE = {
    "en": ("only a guess", "fairly sure", "quite sure"),
    "it": ("solo una supposizione", "abbastanza certo", "quasi certo"),
}


def how_sure(share: float, lang: str = "en") -> str:
    """In words how much of the doubt is gone (0 nothing … 1 all): a guess under a third, fairly sure under two thirds."""
    words = SURE.get(lang[:2], SURE["en"])
    return words[0 if share < 1 / 3 else 1 if share < 2 / 3 else 2]
