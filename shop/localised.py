"""One text in several languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Text:
    """One text in several languages; ``"*"`` holds for all."""

    by_language: Mapping[str, str] = field(default_factory=dict)

    def say(self, lang: str) -> str:
        """In this language, else in English, else in any; "" when there is none."""
        found = self.by_language
        return found.get(lang) or found.get("*") or found.get("en") or next(iter(found.values()), "")

    def __bool__(self) -> bool:
        return any(self.by_language.values())


NO_TEXT = Text()
