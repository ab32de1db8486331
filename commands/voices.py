"""``solito voices``: every sentence of an act, or of all, and what the linter says of them."""

from __future__ import annotations

from difflib import get_close_matches

from actions.adaptation.acts import ACTS
from actions.adaptation.lint import Problem, lint
from actions.adaptation.phrasings import PhrasingError, Phrasings
from actions.adaptation.voices import FOLDER, render_voices
from actions.last_good import phrasings_for
from house import open_house
from settings import Settings


def voices(act: str | None, lang: str) -> str:
    """The wordings of one act (None: of all), by manner and length. Raises ValueError for an unknown act or language."""
    phrasings = Phrasings.load(FOLDER)
    _check(act, lang, phrasings)
    acts = ACTS if act is None else [act]
    return "\n\n".join(render_voices(one, lang=lang, phrasings=phrasings) for one in acts)


def findings(settings: Settings, act: str | None, lang: str | None) -> list[str]:
    """What is to be mended, a line each, of one act or all, one language or all; slips that keep the shop from opening
    are all that is told while there are any. Raises ValueError for an unknown act or language."""
    try:
        phrasings = Phrasings.load(FOLDER)
        phrasings_for(open_house(settings).terms, FOLDER)  # its banned words may leave an act without a wording
    except PhrasingError as error:
        return str(error).splitlines()
    _check(act, lang, phrasings)
    return [str(problem) for problem in lint(phrasings) if _about(problem, act, lang)]


def unknown_act(act: str) -> str:
    """What to tell somebody who has named an act that there is not."""
    near = ", ".join(get_close_matches(act, ACTS))
    return f"no act {act!r}; {f'near to it: {near}' if near else '`solito voices` prints them all'}"


def _about(problem: Problem, act: str | None, lang: str | None) -> bool:
    its_lang, its_act, *_ = problem.id.split("/")
    return lang in (None, its_lang) and act in (None, its_act)


def _check(act: str | None, lang: str | None, phrasings: Phrasings) -> None:
    if act is not None and act not in ACTS:
        raise ValueError(unknown_act(act))
    if lang is not None and lang not in phrasings.by_language:
        raise ValueError(f"lang must be one of {', '.join(sorted(phrasings.by_language))}, got {lang!r}")
