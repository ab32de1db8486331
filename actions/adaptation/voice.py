"""The brand's limits on how the bot may speak, as the plan sees them.

A protocol, not a class: ``shop.voice.Voice`` fits it, so the shop's own settings go straight in, and this package need
not know how a shop writes its settings down.
"""

from __future__ import annotations

from typing import Literal, Protocol

Address = Literal["asked", "lei"]


class Voice(Protocol):
    """Registers −1 casual … +1 formal; ``emoji_max`` per reply; ``never``: words that the brand does not say.

    never_informal  no casual wording, however casual the customer is
    address         in Italian: "asked" says *tu* to those who ask for it, "lei" to nobody
    """

    @property
    def register_floor(self) -> float: ...

    @property
    def register_ceiling(self) -> float: ...

    @property
    def emoji_max(self) -> int: ...

    @property
    def never(self) -> tuple[str, ...]: ...

    @property
    def never_informal(self) -> bool: ...

    @property
    def address(self) -> Address: ...
