"""How the customer wants to be called: a title that they gave themselves, the first name, *tu* or *Lei*. Never guessed."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.answer import Answer, stated, tell
from actions.desk import Desk
from profiles.model import Customer

# As it is said before the name. Nothing is concluded from a name: a title is there when it was said.
_TITLES = {
    "dr": "Dr", "doctor": "Dr", "prof": "Professor", "professor": "Professor", "mr": "Mr", "mister": "Mr", "mrs": "Mrs", "ms": "Ms",
    "miss": "Miss", "mx": "Mx", "madam": "madam", "sir": "sir", "reverend": "Reverend", "captain": "Captain",
    "signora": "signora", "sig.ra": "signora", "signor": "signor", "signore": "signore", "sig": "signor", "signorina": "signorina",
    "dottore": "dottore", "dottor": "dottor", "dott": "dottor", "dottoressa": "dottoressa", "dott.ssa": "dottoressa",
    "professore": "professore", "professoressa": "professoressa", "prof.ssa": "professoressa", "avvocato": "avvocato",
    "avvocata": "avvocata", "ingegnere": "ingegnere",
}  # fmt: skip
_TITLE = "|".join(sorted(map(re.escape, _TITLES), key=len, reverse=True))
_TITLED = re.compile(
    r"\b(?:i(?:'|’)?m|i am|it(?:'|’)?s|this is|(?:please )?call me|my name(?:'|’)?s|my name is|address me as|sono|mi chiami|mi chiamo|chiamami|mi dica)"
    rf"\s+(?:the\s+|il\s+|la\s+|lo\s+|l['’])?(?P<title>{_TITLE})\b\.?(?:\s+(?P<name>[^\W\d_][\w'’-]{{1,40}}(?:\s[A-ZÀ-Ý][\w'’-]{{1,40}}){{0,2}}))?(?=\s*(?:[,.;:!?]|$|\b(?:please|and|thanks|grazie|per favore|e)\b))",
    re.IGNORECASE,
)
_FIRST_NAME = re.compile(
    r"\b(?:(?:use|call me by|on|with) (?:my )?first[- ]name|first[- ]name (?:is|will be) (?:fine|ok(?:ay)?|good)|"
    r"(?:chiam\w+|usi|usa|usare|puoi usare|può usare)(?: pure)? (?:per|con il|col|il)(?: mio)? nome)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|don['’]?t|never|non|rather you didn['’]?t)\b", re.IGNORECASE)
_ONE_NAME = re.compile(
    r"\W*(?:(?:it['’]?s|i['’]?m|my name is|sono|mi chiamo)\s+)?(?P<name>[^\W\d_][\w'’-]{1,30})\W*", re.IGNORECASE
)


def title_said(text: str) -> tuple[str, str]:
    """("Dr", "Hartmann") of "I'm Dr Hartmann"; the name is "" where none follows; ("", "") where no title is given."""
    match = _TITLED.search(text)
    if match is None:
        return "", ""
    name = match["name"] or ""
    return _TITLES[match["title"].lower().rstrip(".")], name.capitalize() if name.islower() else name


def called(customer: Customer, signed: str | None) -> str | None:
    """How the customer may be called: the title they gave themselves with the name, unless a name was said after it."""
    facts = {fact.name: fact for fact in customer.facts if fact.recipient is None}
    name, title = facts.get("name"), facts.get("title")
    bare = name.value if name else signed
    if title is None or (name is not None and name.at > title.at):
        return bare
    return f"{title.value} {bare}" if bare else title.value


def wishes_first_name(text: str) -> bool:
    """ "You can use my first name": what is said there of a name is none."""
    return _FIRST_NAME.search(text) is not None


def first_name(desk: Desk) -> Answer | None:
    """ "You can use my first name": obeyed, and kept; asked for where it was never told. None when nobody says so."""
    if desk.heard.kind != "text" or not wishes_first_name(desk.heard.text) or _NOT.search(desk.heard.text):
        return None
    known = desk.customer.fact("name") or desk.heard.signed_name or ""
    titled = desk.customer.fact("title") is not None
    first = known.split()[0] if known.strip() else ""
    if not first or (titled and len(known.split()) == 1):  # "Dr Hartmann" has told a surname
        return tell("ask_name").asking("name")
    return _kept(desk, first)


def name_told(desk: Desk, *, refused: bool) -> Answer | None:
    """The answer to "what is it?"; None where it is something else than a name."""
    match = _ONE_NAME.fullmatch(desk.heard.text)
    if refused or match is None or desk.heard.kind != "text":
        return None
    name = match["name"]
    return _kept(desk, name.capitalize() if name.islower() else name)


def _kept(desk: Desk, name: str) -> Answer:
    fact = stated("name", name, desk.at, desk.heard.message_id, desk.heard.text)
    return replace(tell("name_kept", name=name), facts=(fact,), drop_facts=("title",))
