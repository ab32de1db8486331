""" "The jumper, is it itchy?": what is named first is what the question after it is about, and no order. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.heard import Heard, Wish
from actions.lines import spans
from shop.model import Match

_NAMES_A_TOPIC = re.compile(
    r"\W*(?:(?:and|so|ok|okay|hi|hello|oh|e|allora)\W+)*(?:(?:what|how) about\W+)?(?:the|this|that|these|those|your|il|lo|la|i|gli|le|l['’]|quest\w|quel\w*)\b",
    re.IGNORECASE,
)
_ASKS_OF_IT = re.compile(
    r"\W*(?:(?:and|so|ok|also|e)\W+)*(?:is|are|does|do|was|were|has|have|can|could|would|will|how|what|which|when|where|who|è|sono|ha|hanno|contiene|quanto|come)\b.*"
    r"(?:\b(?:it|its|they|them|that|this|those|these|one|he|she|i|you)\b|\?)",
    re.IGNORECASE | re.DOTALL,
)
_OF_IT = re.compile(r"\b(?:it|they|them|one)\b", re.IGNORECASE)
_SAYS_MORE = re.compile(
    r"\b(?:please|pls|take|have|want|add|get|give|order|too|also|then|with|for|was|were|is|are|per|prendo|vorrei)\b|\d",
    re.IGNORECASE,
)


def topic_first(heard: Heard) -> Heard:
    """The same, the topic joined to the question that follows it; further questions of "it" are of that, too."""
    wishes = heard.wishes
    if heard.kind != "text" or len(wishes) < 2:
        return heard
    found: list[Wish] = []
    topic: tuple[Match, ...] = ()
    for wish in wishes:
        if found and _is_topic(found[-1]) and _asks(wish):
            topic = tuple(replace(match, start=0, end=0) for match in found[-1].products)
            found[-1] = _joined(found[-1], wish)
        elif topic and _asks(wish) and _OF_IT.search(wish.text):
            found.append(replace(wish, products=topic))
        else:
            found.append(wish)
    return heard if len(found) == len(wishes) else replace(heard, wishes=tuple(found))


def _is_topic(wish: Wish) -> bool:
    """ "And the brownie": one thing of which nothing is said yet."""
    named = spans(wish.products)
    plain = _NAMES_A_TOPIC.match(wish.text) and not wish.text.rstrip().endswith("?")
    return bool(plain) and len(named) == 1 and _SAYS_MORE.search(wish.text) is None


def _asks(wish: Wish) -> bool:
    return not spans(wish.products) and _ASKS_OF_IT.match(wish.text) is not None


def _joined(topic: Wish, question: Wish) -> Wish:
    """Both as one clause; places go on counting from the message's start."""
    gap = question.offset - topic.offset - len(topic.text)
    text = f"{topic.text}{' ' * max(gap, 0)}{question.text}"
    entities = (*topic.entities, *question.entities)
    return replace(question, text=text, offset=topic.offset, products=topic.products, entities=entities)
