"""How one's other chat, browser or account is joined to this one: by a code that is shown in the one and said in the other."""

from __future__ import annotations

import re

from actions.answer import Answer, tell
from actions.desk import Desk

_ASKED = re.compile(
    r"\b(?:link|connect|pair|join|hook up|sync|add|use)\b.{0,24}\b(?:telegram|whatsapp|messenger|other (?:chat|browser|device|account|phone)|(?:this|these|my) (?:chats?|accounts?|devices?))\b"
    r"|\b(?:recogni[sz]e|remember|know) me (?:on|in|over) (?:telegram|whatsapp|my (?:phone|other))\b"
    r"|\b(?:colleg\w+|conness\w+|connett\w+|unir\w+|abbin\w+)\b.{0,24}\b(?:telegram|whatsapp|l['’]altr[oa]|altr[oa] (?:chat|browser|telefono|account)|le (?:mie )?chat)\b",
    re.IGNORECASE,
)


def how_to_link(desk: Desk) -> Answer | None:
    """ "Connect my Telegram": where the code is got, and where it is said. None for anything else."""
    return tell("link_how") if desk.heard.kind == "text" and _ASKED.search(desk.heard.text) else None
