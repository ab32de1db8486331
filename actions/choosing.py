"""Which of the products that come into question is meant, and between which to ask: matches in groups, one a thing. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from actions.heard import Wish
from actions.naming_wishes import SURE
from shop.catalogue import Catalogue
from shop.model import Match

NAMED = 0.42  # below it nothing was named
# Products this near to the best are asked about: more where only a word was said that several share.
CLOSE, CLOSE_WHEN_UNSURE = 0.04, 0.12
_OR = re.compile(
    r"\s*,?\s*(?:or|o|oppure)\s+(?:(?:maybe|rather|an?|the|one|some|un|una|uno|il|la|lo)\s+)*", re.IGNORECASE
)
_OF = re.compile(r"\s+(?:of|di|d['’])\s*", re.IGNORECASE)


def within(matches: Sequence[Match], catalogue: Catalogue, limit: Decimal | None) -> tuple[Match, ...]:
    """What costs no more than the limit in some way; all of it where nothing does, so that it can be said."""
    if limit is None:
        return tuple(matches)
    cheap = tuple(m for m in matches if (p := catalogue.get(m.product_id)) and p.price_from <= limit)
    return cheap or tuple(matches)


def spans(matches: Sequence[Match]) -> list[list[Match]]:
    """Group matches by the words they rest on: one product each, or several that are too close to call.

    What rests on no words was only meant: that is one group.
    """
    groups: list[list[Match]] = []
    for match in sorted((m for m in matches if m.score >= NAMED), key=lambda m: -m.score):
        home = next((g for g in groups if _same_words(g[0], match)), None)
        if home is None:
            groups.append([match])
        elif home[0].score - match.score <= (CLOSE if home[0].score >= SURE else CLOSE_WHEN_UNSURE):
            home.append(match)
    return sorted(groups, key=lambda g: g[0].start)


def either(groups: list[list[Match]], wish: Wish) -> list[list[Match]]:
    """ "A tea or a juice": what is named with only "or" between is one question, not two things."""
    joined: list[list[Match]] = []
    for group in groups:
        between = (
            wish.text[max(m.end for m in joined[-1]) - wish.offset : group[0].start - wish.offset] if joined else ""
        )
        if _OR.fullmatch(between):
            joined[-1] = [*joined[-1], *group]
        else:
            joined.append(group)
    return joined


def without_containers(groups: list[list[Match]], wish: Wish) -> list[list[Match]]:
    """ "A box of chocolates" is one thing: two goods named only by half on the two sides of an "of" are none of ours, and
    where the second is really named ("a jar of honey") it is that one."""
    kept: list[list[Match]] = []
    for group in groups:
        before = kept[-1] if kept else None
        between = wish.text[before[0].end - wish.offset : group[0].start - wish.offset] if before else ""
        if before and _OF.fullmatch(between) and before[0].score < SURE:
            kept.pop()
            if group[0].score < SURE:
                continue
        kept.append(group)
    return kept


def _same_words(one: Match, other: Match) -> bool:
    only_meant = one.end <= one.start and other.end <= other.start and max(one.score, other.score) < 1.0
    return only_meant or (one.start < other.end and other.start < one.end)


def sure_spans(matches: Sequence[Match]) -> list[list[Match]]:
    """Only the groups whose best match was really named."""
    return [group for group in spans(matches) if group[0].score >= SURE]
