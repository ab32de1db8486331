"""Reading a YAML file that people write: every complaint names the file and the key."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from shop.model import ShopError

T = TypeVar("T")


class TermsError(ShopError):
    """A file of the shop's own cannot be used: the text names the file, the key and the value."""


def read_mapping(path: Path) -> Section:
    """The file's top level. Raises TermsError when it is missing, not YAML, or not ``key: value`` lines."""
    try:
        content = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise TermsError(f"{path}: there is no such file") from None
    except UnicodeDecodeError as problem:
        odd = problem.object[: problem.start].count(b"\n") + 1
        raise TermsError(f"{path}, line {odd}: not UTF-8 text; save the file as UTF-8") from None
    except MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else "?"
        raise TermsError(f"{path}, line {line}: not YAML: {problem.problem}{_advice(str(problem.problem))}") from None
    except YAMLError as problem:
        raise TermsError(f"{path}: not YAML: {problem}") from None
    if not isinstance(content, dict):
        raise TermsError(f"{path}: expected `key: value` lines")
    return Section(path, "", content)


def _advice(problem: str) -> str:
    """What to do about a slip of YAML's that has nearly always the same cause."""
    causes = (
        ("mapping values", "a text with a colon in it wants quotation marks"),
        ("'\\t'", "indent with blanks, not with tabs"),
    )
    return next((f"; {advice}" for sign, advice in causes if sign in problem), "")


class Section:
    """One mapping of the file. Getters check the type and say ``file: key`` when it is wrong."""

    def __init__(self, path: Path, key: str, content: Mapping[Any, Any]) -> None:
        self.path, self.key = path, key
        self.content = {str(name): value for name, value in content.items()}

    def wrong(self, name: str, problem: str) -> TermsError:
        return TermsError(f"{self.path}: {self._full(name)}: {problem}")

    def allow_only(self, names: Collection[str]) -> None:
        """Refuse a key that nobody reads: it is most likely a slip of the pen."""
        for name in self.content:
            if name not in names:
                near = get_close_matches(name, names, n=1)
                hint = f" (did you mean {near[0]}?)" if near else f" (known: {', '.join(sorted(names))})"
                raise self.wrong(name, "unknown key" + hint)

    def section(self, name: str) -> Section:
        value = self.content.get(name)
        if value is None:
            value = {}
        if not isinstance(value, dict):
            raise self.wrong(name, f"expected keys below it, found {value!r}")
        return Section(self.path, self._full(name), value)

    def text(self, name: str, default: str | None = None) -> str:
        """A string; numbers are taken as written. Without a default the key must be there and not be empty."""
        value = self.content.get(name)
        if value is None or value == "":
            if default is None:
                raise self.wrong(name, "missing")
            return default
        if isinstance(value, (dict, list)):
            raise self.wrong(name, f"expected text, found {value!r}")
        return str(value).strip()

    def number(self, name: str, default: float, low: float, high: float) -> float:
        """A number between low and high, both included."""
        value = self.content.get(name)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
            raise self.wrong(name, f"expected a number from {low:g} to {high:g}, found {value!r}")
        return float(value)

    def amount(self, name: str) -> Decimal | None:
        """An amount of money ≥ 0, or None when the key is absent."""
        value = self.content.get(name)
        if value is None or value == "":
            return None
        try:
            amount = Decimal(str(value))
        except InvalidOperation:
            amount = Decimal("NaN")
        if not amount.is_finite() or amount < 0:
            raise self.wrong(name, f"expected an amount like 2.50, found {value!r}")
        return amount

    def texts(self, name: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of strings; one string alone counts as a list of one."""
        if self.content.get(name) is None:
            return default
        return tuple(str(item).strip() for item in self._items(name))

    def items(self, name: str, build: Callable[[Section, str, Any], T]) -> tuple[T, ...]:
        """A list of anything: ``build(section, key of the item, value)`` for each."""
        return tuple(build(self, f"{name}[{i}]", item) for i, item in enumerate(self._items(name)))

    def _items(self, name: str) -> list[Any]:
        value = self.content.get(name)
        if value is None or value == "":
            return []
        if isinstance(value, dict):
            raise self.wrong(name, f"expected a list, found {value!r}")
        return value if isinstance(value, list) else [value]

    def _full(self, name: str) -> str:
        return f"{self.key}.{name}" if self.key else name
