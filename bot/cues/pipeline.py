"""spaCy's part of hearing: the small English pipeline, and a bare tokenizer for other languages."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from bot.cues import english
from bot.cues.message import MAX_CHARACTERS

# No detector reads entities, lemmas, trees or tags (tags were measured: see models/formality.md): none is loaded.
_UNUSED = ("ner", "lemmatizer", "parser", "senter", "tagger", "attribute_ruler", "tok2vec")
_ENDLESS = re.compile(r"\S{100}")  # nobody writes such a word; an address of that length is one chunk anyway


class BoundedTokenizer:
    """spaCy's tokenizer, kept from inputs that would hold up a shop.

    Only the first 2,000 characters are cut; ``doc.user_data["clipped"]`` then says so. ``doc.text`` is the beginning of
    the message, character for character. Where 100 characters stand without a space, it cuts at spaces only: spaCy
    needs seconds for a thousand brackets or quotes in a row.
    """

    def __init__(self, tokenizer: Callable[[str], Doc], vocab: Vocab) -> None:
        self._tokenizer = tokenizer
        self._vocab = vocab

    def __call__(self, text: str) -> Doc:
        read = text[:MAX_CHARACTERS]
        doc = self._at_spaces(read) if _ENDLESS.search(read) else self._tokenizer(read)
        if len(text) > MAX_CHARACTERS:
            doc.user_data["clipped"] = True
        return doc

    def _at_spaces(self, text: str) -> Doc:
        words = re.findall(r"\S+|\s+", text)
        return Doc(self._vocab, words=words, spaces=[False] * len(words))


@cache
def load_nlp(language: str = "en") -> Language:
    """The pipeline that cuts a message of any length into tokens in bounded time, loaded once per language.

    English comes from the packaged weights (the package's own ``load`` raises E052, so its inner folder is opened by
    path); any other language gets spaCy's blank tokenizer, or the multi-language one where spaCy does not know it.
    Raises ``NoPipeline`` where the English weights are missing.
    """
    nlp = _english() if language == "en" else _blank(language)
    nlp.tokenizer = BoundedTokenizer(nlp.tokenizer, nlp.vocab)
    nlp.max_length = sys.maxsize  # the tokenizer is bounded by itself
    return nlp


def read_doc(text: str, language: str = "en", nlp: Language | None = None) -> Doc:
    """A message as a ``Doc``, cut by the pipeline of its language (or the one given)."""
    return (nlp or load_nlp(language))(text)


def read_docs(texts: Iterable[str], language: str = "en", nlp: Language | None = None) -> Iterator[Doc]:
    """Messages of one language as ``Doc``s, in order and each bounded as in ``read_doc``, through one pipe."""
    return (nlp or load_nlp(language)).pipe(texts)


def _english() -> Language:
    return spacy.load(english.folder(), exclude=list(_UNUSED))


def _blank(language: str) -> Language:
    try:
        return spacy.blank(language)
    except ImportError:  # spaCy's E048: a language that it does not know
        return spacy.blank("xx")
