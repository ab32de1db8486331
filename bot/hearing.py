"""Hearing messages as a shop does: tokens, the style encoder in one batch, then every detector once."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cues.borrowed import Span, quoted
from bot.cues.pipeline import read_docs
from bot.cues.reader import as_heard, read_cues
from bot.style_encoder import shared_style_encoder
from profiles.model import Cue

STYLE_LANGUAGES = ("en",)  # the style encoder learnt no other


def hear(texts: Sequence[str], language: str, pasted: Sequence[Sequence[Span]] = ()) -> list[list[Cue]]:
    """All cues of each message, in order; the messages are of one language (ISO 639-1).

    ``pasted``: for each message the places of titles copied from the shop's page (``borrowed.pasted_titles``), or nothing.
    Raises ``NoPipeline`` where spaCy's weights are missing, and ``EncoderMissing`` where the encoder's words are.
    """
    spans = [(*quoted(t), *p) for t, p in zip(texts, pasted or [()] * len(texts), strict=True)]
    heard: Sequence = [None] * len(texts)
    if language in STYLE_LANGUAGES:
        heard = shared_style_encoder().hear([as_heard(t, language, s) for t, s in zip(texts, spans, strict=True)])
    docs = read_docs(texts, language)
    return [read_cues(d, language, style, s) for d, style, s in zip(docs, heard, spans, strict=True)]
