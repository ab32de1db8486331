"""What is set by hand in the style models, and why: everything else in ``models/*.json`` is learnt.

Rated corpora hold sentences of about twenty words, a shop's messages have five. Set on sixty invented shop messages
(``tests/cues``) so that ordinary shop talk ("flat white oat", "can I get a latte?") stays near 0 and unmistakable
messages pass ±.4.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Calibration:
    """The hand-set part of a style model.

    chat    share (0 … 1) of a feature that counts in a message of any length; one not named counts only in longer text
    stated  weights set by hand because the corpora (edited text, Wikipedia talk) hold next to none of it, such as emoji
    whole   share (0 … 1) of the style encoder beside the counts, each in its own standard deviations
    whole_chat  share (0 … 1) of what the encoder adds that counts in one or two words
    quiet   standard deviations by which ordinary messages differ in the encoder's reading
    """

    chat: Mapping[str, float]
    gain_up: float
    gain_down: float
    whole: float
    whole_chat: float
    quiet: float
    ramp: tuple[float, float] = (6.0, 16.0)
    stated: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class InShops:
    """How formality in a shop's messages is put together.

    counts  share (0 … 1) of the counted features beside what the network hears: they are what can be pointed at
    gain    of tanh, for one step of a rating from −3 to 3: "a little formal", 1, comes to .34
    """

    counts: float = 0.25
    gain: float = 0.36


SHOP = InShops()
# what is heard when a message is read aloud
SPOKEN = frozenset(
    [
        *("casual", "formal", "greeting", "greeting_formal", "greeting_casual", "thanks", "please", "apology", "hedge"),
        *("booster", "positive", "negative", "insult", "indirect", "demand", "deference", "contraction", "latinate"),
        *("fw_pronoun_first", "fw_pronoun_second", "fw_pronoun_third", "fw_pronoun_impersonal", "fw_article"),
        *("fw_preposition", "fw_auxiliary", "fw_adverb", "fw_conjunction", "fw_negation", "fw_quantifier"),
        *("repeated_letters", "emoji", "exclamation"),
    ]
)

CALIBRATION: Mapping[str, Calibration] = {
    "formality": Calibration(
        chat={
            "casual": 1.0,
            "formal": 1.0,
            "greeting_formal": 1.0,
            "greeting_casual": 1.0,
            "emoji": 1.0,
            "repeated_letters": 1.0,
            "insult": 1.0,
            "please": 0.5,
            "contraction": 0.5,
            "exclamation": 0.5,
            "dots": 0.5,
            "demand": 0.3,
            "lower_case_i": 0.3,
            "latinate": 0.3,
        },
        gain_up=1.55,
        gain_down=0.8,
        whole=0.8,
        whole_chat=0.3,
        quiet=0.4,
        stated={"casual": -2.0, "emoji": -0.8, "repeated_letters": -1.0, "greeting": 0.0, "greeting_casual": -0.3},
    ),
    "politeness": Calibration(
        chat={
            "please": 1.0,
            "thanks": 1.0,
            "greeting": 0.4,
            "greeting_formal": 1.0,
            "apology": 1.0,
            "insult": 1.0,
            "indirect": 1.0,
            "deference": 1.0,
            "demand": 0.6,
            "hedge": 0.5,
            "positive": 0.25,
            "negative": 0.5,
            "formal": 0.5,
            "exclamation": 0.3,
        },
        gain_up=1.0,
        gain_down=0.8,
        whole=0.65,
        whole_chat=0.5,
        quiet=0.25,
        stated={"insult": -3.0},
    ),
}
