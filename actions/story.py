"""A long message that tells a story and wishes for something in it: the wish is served, the story gets a word."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.answer import Answer, tell
from actions.heard import Heard, Wish
from actions.lines import bare, sure_spans
from actions.manners import GOOD_NEWS, HARD_DAY, within
from actions.surely import in_its_words
from actions.wish_order import ADVICE, ALONE, ORDERING

WORDS, CLAUSES = 25, 3  # at least, of a message that tells a story
BELIEVED = 0.75  # confidence from which on a clause that asks for nothing is still a complaint, or a right
_WISHES = re.compile(
    r"\b(?:i(?:['’]d| would| want| wanted| need|['’]ll have|['’]ll take| (?:just |really )?(?:want|need|fancy)|['’]m (?:looking|after|hoping)| am looking| was (?:hoping|wondering|looking)| wonder)|we(?:['’]d| would| want| need|['’]re looking)|(?:i|we) should (?:like|love)|might (?:you|i|we)|"
    r"please|could you|can you|would you|will you|can i|could i|may i|do you|have you|is there|are there|looking for|give me|get me|show me|tell me|help me|recommend|suggest|surprise me|"
    r"(?:something|anything|a \w+) .{0,40}would (?:be|do)|what about|how about|any (?:ideas?|chance)|"
    r"vorrei|mi serve\w*|mi servirebbe\w*|ho bisogno|cerco|cercavo|sto cercando|voglio|avete|ha qualcosa|può|potrebbe|potete|posso|mi (?:dia|dica|consigli\w*|aiut\w+|faccia|serve)|prendo|c['’]è|ci sono|per favore)\b",
    re.IGNORECASE,
)
# What is told of whoever a thing is for, or of what it may be, belongs to the wish.
_DESCRIBES = re.compile(
    r"\b(?:he|she|they|lei|lui)(?:['’]s| is| are)? (?:\w+ly )?(?:likes?|loves?|enjoys?|adores?|collects?|into|fond of|prefers?|hates?|ama|adora|piac\w+|colleziona)\b|\b(?:gli|le) piac\w+"
    r"|\b(?:allerg\w+|intoler\w+|intoller\w+|vegan\w*|vegetarian\w*|co?eliac\w*|celiac\w*|gluten|nothing (?:too|with)|not too|no nuts|without|niente|senza|non troppo)\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"\b(?:presents?|gifts?|birthday|anniversary|wedding|christening|retir\w+|graduat\w+|thank[- ]you|for (?:my|our|her|him|them)|regal\w+|compleanno|anniversario|matrimonio|battesimo|laurea|per (?:mi[ao]|lei|lui|loro))\b",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\b(?:something|anything|qualcosa)\b", re.IGNORECASE)
_ONE_OF_THEM = re.compile(
    r"\W*(?:(?:and|so|e|ma)\W+)*(?:(?:do|would|could) you (?:have|do|make|sell) (?:one|some|any|that|it|those|them)|have you got (?:one|some|any|that)|(?:ne|l[oaie]) (?:avete|fate|ha)|ce l['’](?:ha|avete))\W*",
    re.IGNORECASE,
)
WORDS_TO_STORY = frozenset({"hard_day", "good_news", "story_heard"})
_TALK = frozenset({"chitchat", "out_of_scope", "complaint", "greet", "help"})


def without_story(heard: Heard) -> Heard:
    """The message with its wishes alone; what only tells is set apart as its ``story``. A short one, or one that wishes
    for nothing, stays as it is."""
    if heard.kind != "text" or len(heard.wishes) < CLAUSES or len(heard.text.split()) < WORDS:
        return heard
    asking = [w for w in heard.wishes if _asks(w)]
    if not asking:
        return heard
    kept = [w for w in heard.wishes if w in asking or _belongs(w)]
    told = tuple(w.text for w in heard.wishes if w not in kept)
    return (
        replace(heard, wishes=tuple(_of_what_was_named([_looks_for(w) for w in kept])), story=told) if told else heard
    )


def word_to_story(heard: Heard) -> Answer:
    """One sentence to what was told: of a hard day or good news also where it was short; nothing where nothing was told, to
    who is in a hurry, and beside a condolence."""
    hurried = heard.strength("urgency") >= 0.5 or heard.strength("grief") >= 0.5
    if heard.kind != "text" or hurried or any(w.intent in ALONE for w in heard.wishes):
        return Answer()
    talk = [w.text for w in heard.wishes if w.intent in _TALK]
    told = [within(text) for text in (*heard.story, *talk)]
    told += [s for w in heard.wishes if (s := within(w.text)) == HARD_DAY]  # "my husband left me, what have you got?"
    sort = next((s for s in told if s in (HARD_DAY, GOOD_NEWS)), "")
    return tell(sort) if sort else tell("story_heard") if heard.story else Answer()


def _asks(wish: Wish) -> bool:
    return wish.text.rstrip().endswith("?") or _WISHES.search(wish.text) is not None


def _belongs(wish: Wish) -> bool:
    if wish.entity("max_price") is not None or _DESCRIBES.search(wish.text):
        return True
    if wish.intent == "gift" and _PRESENT.search(wish.text):
        return True
    if wish.intent in ALONE:
        return wish.confidence >= BELIEVED and in_its_words(wish)
    return bare(wish) or (wish.intent in ORDERING and wish.confidence >= BELIEVED and bool(sure_spans(wish.products)))


def _looks_for(wish: Wish) -> Wish:
    """ "Something to share would be lovely" looks for something, whatever it was heard as."""
    looks = wish.intent in _TALK and _OPEN.search(wish.text) and _WISHES.search(wish.text)
    return replace(wish, intent="recommend") if looks else wish


def _in_one_search(wishes: list[Wish]) -> list[Wish]:
    """ "Could you help me find something? Nothing too strong, please": what is added to a search is no search of its own."""
    looking = [w for w in wishes if w.intent in ADVICE]
    added = [w for w in looking if w is not looking[0] and not _OPEN.search(w.text) and _DESCRIBES.search(w.text)]
    return [replace(w, intent="out_of_scope") if w in added else w for w in wishes]


def _of_what_was_named(wishes: list[Wish]) -> list[Wish]:
    """ "I'd like to sit down with a hot chocolate. Do you have one?": one wish, of what was named."""
    found: list[Wish] = []
    for wish in _in_one_search(wishes):
        before = found[-1] if found else None
        if before is not None and _ONE_OF_THEM.fullmatch(wish.text) and sure_spans(before.products):
            found[-1] = replace(before, intent="order_item")
        else:
            found.append(wish)
    return found
