""" "Which do you recommend?", when several things have just been shown: one of those, and nothing else."""

from __future__ import annotations

import re

from actions.answer import Answer
from actions.desk import Desk
from actions.heard import Wish
from actions.lines import spans
from actions.offering import present
from actions.recommend import ranked

_WHICH = re.compile(
    r"\b(?:which|qual[ei]?)\b.{0,30}\b(?:recommend|suggest|prefer\w*|best|nicest|tastiest|favou?rite|(?:would|should|shall|do) (?:you|i) (?:take|pick|choose|get|have|like)"
    r"|consigli\w*|sugger\w+|preferit[oa]|prende(?:rebbe|resti|reste)|prend[oa]|(?:le|ti|vi) piace|miglior\w*|più buon[oaie]|va per la maggiore)\b"
    r"|\b(?:your favou?rite|il (?:suo|tuo|vostro) preferito)\b",
    re.IGNORECASE,
)
_FOR = re.compile(r"\b(?:for|per|with|con)\b", re.IGNORECASE)  # "which would you take for a picnic?" asks for more


def best_of_shown(desk: Desk, wish: Wish) -> Answer | None:
    """The one that suits this customer best, offered; None where less than two were shown, or something is named."""
    if not _WHICH.search(wish.text) or _FOR.search(wish.text) or spans(wish.products):
        return None
    shown = [p for i in desk.shown if (p := desk.catalogue.get(i)) and p.in_stock and not p.discreet]
    if len(shown) < 2 or desk.asked.get("act") in ("read_back", "cart"):
        return None
    return present(desk, ranked(desk, shown, free=False)[:1], "recommend")
