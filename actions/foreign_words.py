"""The shop's own texts, told to somebody whose language they are not written in: as they stand, and with a word that says so."""

from __future__ import annotations

from dataclasses import replace

from babel import Locale

from actions.answer import Answer, say
from actions.desk import Desk
from actions.so_far import noted

# These say the shop's own words of its goods.
_QUOTING = frozenset({"product_info", "each_is", "more_about", "stated_so", "stated_yes", "stated_no"})
NOTE = "shops_language"


def with_its_language(desk: Desk, answer: Answer) -> Answer:
    """Once a visit, before the first such text."""
    place = next((n for n, said in enumerate(answer.says) if said.act in _QUOTING), None)
    if place is None or desk.own_words or noted(desk, NOTE):
        return answer
    name = Locale(desk.lang).languages.get(desk.terms.languages[0], desk.terms.languages[0])
    told = replace(say(NOTE, language=name), essential=True)
    return replace(answer, says=(*answer.says[:place], told, *answer.says[place:]))
