"""The style encoder: small, bounded, the same in any company."""

from __future__ import annotations

import time

import numpy as np
import pytest
from test_every_detector import NASTY, ORDINARY

from bot.cues.reader import as_heard
from bot.style_encoder import MODEL, SHOP_MODEL, same_form, shared_style_encoder

LARGEST_MB = 30


@pytest.fixture(scope="module")
def encoder():
    return shared_style_encoder()


@pytest.mark.parametrize("network", [MODEL, SHOP_MODEL], ids=lambda path: path.stem)
def test_it_is_small_and_holds_no_code(network) -> None:
    """Numbers and a graph in ONNX's format: no pickle, nothing that runs when it is opened."""
    assert network.stat().st_size <= LARGEST_MB * 1e6
    assert network.read_bytes()[:2] != b"\x80\x04"


def test_a_message_reads_the_same_in_any_company(encoder) -> None:
    """Alone, in a batch, in another order: the same numbers."""
    alone = np.vstack([encoder.hear([text]) for text in ORDINARY])
    assert encoder.hear(ORDINARY) == pytest.approx(alone, abs=1e-4)
    assert encoder.hear(ORDINARY[::-1])[::-1] == pytest.approx(alone, abs=1e-4)
    assert encoder.hear([]).shape == (0, 3)


def test_form_that_cannot_be_heard_changes_nothing(encoder) -> None:
    """Capitals, spaces, typographic and invisible signs."""
    plain = encoder.hear(["i'd like to know ... is it open?"])
    for text in (
        "I'd like to  know ... is it open?\n",
        "i’d like to know … is it open?",
        "\u200ei'd like to know\u200b ... is it open?",
    ):
        assert encoder.hear([text]) == pytest.approx(plain, abs=1e-6)


@pytest.mark.parametrize("text", NASTY.values(), ids=list(NASTY))
def test_no_input_is_slow_or_breaks_it(encoder, text) -> None:
    """At most 50 ms of processor time, and three numbers, for anything (best of three)."""
    spent = []
    for _ in range(3):
        began = time.process_time()
        heard = encoder.hear([as_heard(text)])
        spent.append(1000 * (time.process_time() - began))
    assert np.isfinite(heard).all()
    assert min(spent) <= 50


def test_it_hears_register_and_courtesy(encoder) -> None:
    """Pairs of our own that say the same: the formal one and the courteous one read higher."""
    casual, formal = encoder.hear(
        ["gonna need that thing asap dude", "I shall require the article at your earliest convenience."]
    )
    blunt, courteous = encoder.hear(["stop this nonsense at once", "thank you, would you mind looking into it?"])
    assert formal[0] - casual[0] > 1
    assert courteous[1] - blunt[1] > 1


def test_one_space_between_words() -> None:
    """What is read has neither doubled spaces nor invisible signs."""
    assert same_form(" “so”\u200b  it’s\u00a0… ok \n") == '"so" it\'s ... ok'
