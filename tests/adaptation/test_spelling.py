"""Every sentence that `solito voices` prints, as Debian's hunspell reads it."""

from __future__ import annotations

import re
import shutil
import subprocess
import warnings
from pathlib import Path

import pytest

from actions.adaptation.voices import own_phrasings
from commands.voices import voices

HERE = Path(__file__).parent
DICTIONARIES = {"en": "en_GB", "it": "it_IT"}
TEXT_FROM = len("formal   medium  ")
# What the Italian dictionary does not split: a word elided before a vowel ("dell'ordine"), Lei's own capital ("aiutarLa").
ELIDED = re.compile(r"\b(?:all|dall|dell|nell|sull|quell|bell|dev|cos|qualcos|com|dov)'(?=\w)", re.IGNORECASE)
COURTEOUS = re.compile(r"(?<=\w)L(?=[ae]\b)")


@pytest.fixture(params=sorted(DICTIONARIES))
def lang(request: pytest.FixtureRequest) -> str:
    """A language whose dictionary is installed; else a skip that is not overlooked."""
    code = str(request.param)
    missing = shutil.which("hunspell") is None or _hunspell(code, "").returncode != 0
    if missing:
        told = f"HUNSPELL OR ITS DICTIONARY {DICTIONARIES[code]} IS NOT INSTALLED: SPELLING IS NOT CHECKED"
        warnings.warn(f"{told} (apt install hunspell hunspell-en-gb hunspell-it)", stacklevel=1)
        pytest.skip(told)
    return code


def sentences(lang: str) -> list[str]:
    """All that `solito voices` prints, with both forms of every word that agrees with a number or a thing."""
    rows = [line for block in voices(None, lang).split("\n\n") for line in block.splitlines()[1:]]
    forms = [
        form for own, *_, p in own_phrasings().all() if own == lang for part in p.template.parts for form in part.forms
    ]
    return [*(row[TEXT_FROM:] for row in rows if not row[TEXT_FROM:].startswith("→ ")), *forms]


def misspelt(lang: str, text: str) -> set[str]:
    """The words that the dictionary does not know."""
    if lang == "it":
        text = COURTEOUS.sub("l", ELIDED.sub("", text))
    return set(_hunspell(lang, text).stdout.split())


def _hunspell(lang: str, text: str) -> subprocess.CompletedProcess[str]:
    command = ["hunspell", "-i", "utf-8", "-d", DICTIONARIES[lang], "-l"]
    return subprocess.run(command, input=text, capture_output=True, text=True)


def listed(lang: str) -> dict[str, str]:
    """The words beside this test, each with its reason."""
    lines = (HERE / f"spelling.{lang}.txt").read_text("utf-8").splitlines()
    parts = (line.partition("#") for line in lines if not line.startswith("#"))
    return {word.strip(): reason.strip() for word, _, reason in parts}


def bare(word: str) -> str:
    """As it stands in the list: without ``'s`` and a sentence's first capital."""
    return re.sub(r"['’]s$", "", word).casefold()


def test_no_sentence_has_a_spelling_mistake(lang: str) -> None:
    """Over everything that can be said, the dictionary knows each word, or the list beside this test does."""
    said = sentences(lang)
    assert len(said) > 500
    known = {word.casefold() for word in listed(lang)}
    assert {word for word in misspelt(lang, "\n".join(said)) if bare(word) not in known} == set()


def test_the_list_is_short_and_each_word_in_it_is_needed(lang: str) -> None:
    """A name, a loan word, or a sample's: said why; what is said no more, or known to the dictionary, goes from the list."""
    words = listed(lang)
    found = {bare(word) for word in misspelt(lang, "\n".join(sentences(lang)))}
    assert [word for word in words if word.casefold() not in found] == []
    assert all(re.match(r"(name|loan|sample|word): \w", reason) for reason in words.values())
    assert len(words) <= 40


def test_a_mistake_is_found(lang: str) -> None:
    """The dictionaries are there and are asked: mistyped words come back, also beside an elision and a courteous capital."""
    mistyped = {"en": "I recieve your ordre.", "it": "Il prezo dell'ordnie, posso aiutrarLa?"}[lang]
    assert misspelt(lang, mistyped) == {"en": {"recieve", "ordre"}, "it": {"prezo", "ordnie", "aiutrarla"}}[lang]
