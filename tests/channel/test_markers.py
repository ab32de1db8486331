"""Nobody hears, or is held to have said, a word of somebody else's."""

from __future__ import annotations

import pytest
from markers import check_each_their_own
from stack import Stack

pytestmark = pytest.mark.stack


def test_sixteen_customers_at_once(stack: Stack) -> None:
    """A marker each, four speaking at any time: 0 in another's reply, history, profile or export."""
    check_each_their_own(stack, 16, 4)
