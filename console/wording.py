"""Numbers in plain words for the people at the desk. Pure; English, as the whole staff page is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """How one cue is shown: its label, the ends of its range, and words for the low end, the middle and the high end.

    ``low`` and ``high`` are the ends of the drawn line, in the cue's own unit; ``words`` is empty for a plain count.
    """

    label: str
    low: float
    high: float
    words: tuple[str, ...] = ()
    unit: str = ""


SCALES: dict[str, Scale] = {
    "verbosity": Scale("Message length", 0, 30, unit="words"),
    "formality": Scale("Formality", -1, 1, ("casual", "neutral", "formal")),
    "involvement": Scale("Key words or sentences", 0, 1, ("key words", "some of both", "whole sentences")),
    "politeness": Scale("Politeness", -1, 1, ("blunt", "plain", "polite")),
    "warmth": Scale("Warmth", 0, 1, ("matter-of-fact", "friendly", "warm")),
    "urgency": Scale("Hurry", 0, 1, ("no hurry", "some hurry", "in a hurry")),
    "sentiment": Scale("Mood of the message", -1, 1, ("displeased", "even", "pleased")),
    "novelty": Scale("New or proven", -1, 1, ("wants the proven", "either", "wants the new")),
    "uniqueness": Scale("Stand out or belong", -1, 1, ("what others take", "either", "something rare")),
    "price_mindedness": Scale("Minds the price", 0, 1, ("not mentioned", "somewhat", "clearly")),
    "emoji_count": Scale("Emoji", 0, 5, unit="emoji"),
    "hesitation": Scale("Hesitation", 0, 1, ("sure", "a little unsure", "unsure")),
    "detail": Scale("Wants detail", 0, 1, ("little", "some", "much")),
    "directness": Scale("Directness", -1, 1, ("roundabout", "either", "direct")),
    "anger": Scale("Anger", 0, 1, ("none", "some", "angry")),
    "distress": Scale("Distress", 0, 1, ("none", "some", "in distress")),
    "child": Scale("Child", 0, 1, ("not said", "perhaps", "says they are a child")),
    "grief": Scale("Grief", 0, 1, ("none", "some", "grieving")),
    "creative_choice": Scale("Wants something original", 0, 1, ("hardly", "somewhat", "clearly")),
    "unpopular_choice": Scale("Goes against what others approve of", 0, 1, ("hardly", "somewhat", "clearly")),
    "avoidance_of_similarity": Scale("Avoids what many have", 0, 1, ("hardly", "somewhat", "clearly")),
    "social_proof": Scale("Goes by what others choose", 0, 1, ("hardly", "somewhat", "clearly")),
    "risk_aversion": Scale("Chance or safety", -1, 1, ("takes a chance", "either", "wants to be safe")),
    "bulk": Scale("Large or planned order", 0, 1, ("no", "perhaps", "yes")),
    "lower_case_start": Scale("Starts with a small letter", 0, 1, ("no", "now and then", "yes")),
    "final_stop": Scale("Ends with a stop", 0, 1, ("no", "now and then", "yes")),
    "lower_case_i": Scale("Writes “I” small", 0, 1, ("no", "now and then", "yes")),
    "exclamation_count": Scale("Exclamation marks", 0, 5),
    "register": Scale("Tone", -1, 1, ("casual", "neutral", "formal")),
    "words": Scale("Length", 0, 80, unit="words"),
}

LEADS = {
    "none": "sells nothing now",
    "new": "leads with what is new",
    "rare": "leads with what few have",
    "proven": "leads with what is tried and trusted",
    "popular": "leads with what others choose",
    "value": "leads with the price",
    "quickest": "leads with what is quickest",
    "story": "leads with its story",
}

PURPOSES = {
    "remember": "Remember this person",
    "personalise": "Suit how they like to talk",
    "recommend": "Recommend from what they bought",
    "health": "Keep allergies and diet",
    "measure": "Count what came of it",
}

HOW = {
    "chip": "pressed the button",
    "said": "said so",
    "token": "given at the shop's own page",
    "demo": "demo",
    "command line": "set by the shop",
    "page": "on the data page",
    "me": "on the data page",
    "offered": "asked, not answered",
}

FACTS = {
    "name": "Name",
    "size": "Size",
    "milk": "Milk",
    "allergy": "Allergy",
    "keep_short": "Wants short replies",
    "emoji": "Emoji",
    "jokes": "Jokes",
    "register": "Tone asked for",
    "address": "Way of address",
    "personal": "Personal remarks",
    "no_personalise": "Asked not to be personalised",
    "usual": "Their usual",
    "usual_declined": "Usual turned down",
    "title": "Title",
    "diet": "Diet",
    "likes": "Likes",
    "contact": "How to reach them",
    "taste": "New or known, when asked",
    "wished_for": "Wants some day",
    "sought": "Looked for",
    "always_where": "Where, always",
    "always_bag": "In what, always",
    "always_when": "When, always",
    "always_wrapping": "Wrapping, always",
    "always_written": "Written on it, always",
}
# Marks of the dialogue rather than something they told; a complaint has a place of its own.
NOT_SHOWN = frozenset({"complaint_open", "complaint_about", "review_asked", "confirmed", "not_me"})

# Intents whose names do not say by themselves what was meant.
INTENTS = {
    "affirm": "a yes",
    "deny": "a no",
    "handoff": "wants a person",
    "out_of_scope": "nothing that the shop can answer",
    "bot_challenge": "asks whether this is a machine",
    "correct_fact": "tells or corrects something about themselves",
    "know_about_me": "asks what is known about them",
    "how_known": "asks how we know that",
    "order_item": "orders something",
    "start_order": "wants to order",
    "inform": "gives a detail",
    "greet": "greets",
    "ask_stock": "asks whether we have something",
    "return_refund": "wants to return something, or money back",
    "not_me": "is somebody else",
}
SURE = 0.75  # understood this surely or more, no second reading is shown beside it
# How a message was typed rather than what its writer feels: told among the details only.
SMALL = frozenset({"lower_case_start", "final_stop", "lower_case_i", "verbosity", "involvement"})

ACTIONS = {
    "read": "read the conversation",
    "waiting": "saw them in the waiting list",
    "awaited": "saw them among those on their way",
    "took_over": "took over",
    "pushed": "wrote to them",
    "handed_back": "handed back",
    "remarked": "left a remark",
    "settled": "closed their complaint",
    "corrected": "put right what they told us",
    "exported": "took a copy of their data",
}

OUTCOMES = {"sale": "Sales", "no_sale": "No sale", "handover": "Passed to a person", "abandoned": "Left midway"}
ALWAYS_THERE = {"person": "Talk to a person"}  # the page's own buttons, which no answer offers: id → what stands on it
KINDS = {"text": "wrote", "choice": "pressed a button", "event": "opened the chat"}
EVENTS = {"arrived": "opened the chat", "nearly_here": "is on their way"}
LANGUAGES = {"en": "English", "it": "Italian"}


def plain(name: str) -> str:
    """A readable label for a name that has none of its own."""
    return name.replace("_", " ").capitalize()


def scale_of(name: str) -> Scale:
    """The scale of a cue; one that we do not know is drawn from −1 to +1 without words."""
    return SCALES.get(name, Scale(plain(name), -1, 1))


def number(value: float) -> str:
    """A number for people: at most two digits after the point, a true minus sign, no needless zeros."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text.replace("-", "−")


def in_words(name: str, value: float) -> str:
    """What a value means: "casual", "in a hurry", "12 words"."""
    scale = scale_of(name)
    if not scale.words:
        return f"{round(value)} {scale.unit}" if scale.unit else number(value)
    place = (value - scale.low) / (scale.high - scale.low)
    third = 0 if place <= 0.375 else 2 if place >= 0.625 else 1  # on −1 … +1 the plan, too, is neutral within 0.25
    return scale.words[third]


def stands_out(name: str, value: float) -> bool:
    """Is this more than how most messages are? A side that was clearly taken, or a sign that is there at all."""
    scale = scale_of(name)
    if name in SMALL:
        return False
    if not scale.words:
        return value > 0
    return in_words(name, value) != scale.words[1 if scale.low < 0 else 0]


def place(name: str, value: float) -> float:
    """Where a value stands on its line, 0 … 100; beyond the ends it stands at the end."""
    scale = scale_of(name)
    return round(100 * min(1.0, max(0.0, (value - scale.low) / (scale.high - scale.low))), 1)


def short_id(customer: str) -> str:
    """A customer's number, short enough for a list."""
    return customer if len(customer) <= 16 else f"{customer[:12]}…"
