"""Quick replies: what is written on them, in the customer's language."""

from __future__ import annotations

from collections.abc import Mapping

from actions.adaptation.model import Choice

_TITLES = {
    "en": {
        "yes": "Yes, please",
        "no": "No, thanks",
        "consent_yes": "Yes",
        "consent_later": "Not now",
        "consent_what": "What's kept?",
        "me": "Yes, it's me",
        "not_me": "Somebody else",
        "keep": "Keep it",
        "forget": "Forget it",
        "person": "A person, please",
        "browse": "What is there?",
        "hours": "Opening hours",
        "more": "Tell me more",
        "rest": "What else?",
        "something_else": "Something else",
        "checkout": "That's all",
        "taste:new": "Something new",
        "taste:known": "What I know",
        "allergy_yes": "Yes, keep it",
        "allergy_no": "No",
    },
    "it": {
        "yes": "Sì, grazie",
        "no": "No, grazie",
        "consent_yes": "Sì",
        "consent_later": "Non ora",
        "consent_what": "Che cosa?",
        "me": "Sì, sono io",
        "not_me": "Qualcun altro",
        "keep": "Tenga",
        "forget": "Dimentichi",
        "person": "Una persona",
        "browse": "Che cosa c'è?",
        "hours": "Orari",
        "more": "Mi dica di più",
        "rest": "Che altro?",
        "something_else": "Qualcos'altro",
        "checkout": "È tutto",
        "taste:new": "Una novità",
        "taste:known": "Ciò che conosco",
        "allergy_yes": "Sì, lo tenga",
        "allergy_no": "No",
    },
}
SHOWN_MAX = 3


def button(lang: str, id_: str, title: str | None = None) -> Choice:
    """One quick reply; its title by its id unless one is given."""
    return Choice(id_, title or _TITLES.get(lang, _TITLES["en"])[id_])


def buttons(lang: str, *ids: str) -> tuple[Choice, ...]:
    return tuple(button(lang, id_) for id_ in ids)


def yes_no(lang: str) -> tuple[Choice, ...]:
    return buttons(lang, "yes", "no")


def way_buttons(words: Mapping[str, str]) -> tuple[Choice, ...]:
    """One for each of the first ways of a thing; ``words`` by the option's value."""
    return tuple(Choice(f"way:{value}"[:200], _capital(said)) for value, said in list(words.items())[:SHOWN_MAX])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
