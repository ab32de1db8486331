"""What the documents say agrees with the code: commands, settings, targets, links, routes, errors, keys, words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import typer

from profiles.model import PURPOSES
from settings import Settings
from shop.importers.details import FIELDS
from shop.terms import Terms
from solito import app

ROOT = Path(__file__).resolve().parents[1]
DOCS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md")), ROOT / "demo" / "README.md"]

every_document = pytest.mark.parametrize("path", DOCS, ids=lambda p: p.relative_to(ROOT).as_posix())


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def code_in(text: str) -> list[str]:
    """Lines of fenced blocks, without their comments, and inline code."""
    fenced = re.findall(r"^```[^\n]*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))
    lines = [re.sub(r"\s#.*", "", line) for block in fenced for line in block.splitlines()]
    return [*lines, *inline]


def commands() -> dict[str, click.Command]:
    """Every command of the app by its full name: "import catalogue"."""

    def walk(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
        if isinstance(command, click.Group):
            for word, below in command.commands.items():
                yield from walk(below, f"{name} {word}".strip())
        else:
            yield name, command

    return dict(walk(typer.main.get_command(app), ""))


def groups() -> set[str]:
    return {name.split()[0] for name in commands() if " " in name}


def calls(text: str) -> list[tuple[str, list[str]]]:
    """(command, its long options) for every call of ``solito`` in a text's code; the command may be one that is not."""
    found = []
    for piece in code_in(text):
        for match in re.finditer(r"(?:^|[\s/(|])solito ([a-z][^|;&\n]*)", piece):
            words = match.group(1).split()
            name = " ".join(words[:2]) if words[0] in groups() and len(words) > 1 else words[0]
            found.append((name, re.findall(r"(?<!\S)--[a-z-]+", match.group(1))))
    return found


@every_document
def test_every_call_of_solito_exists(path: Path) -> None:
    """A document shows no command and no option that the app does not have."""
    known = commands()
    for name, options in calls(path.read_text("utf-8")):
        assert name in known or name in groups(), f"`solito {name}` in {path.name} is no command"
        has = {opt for p in known[name].params for opt in p.opts} if name in known else set()
        assert set(options) <= has | {"--help"}, f"`solito {name}` in {path.name} has no {set(options) - has}"


def test_readme_names_every_command() -> None:
    """README's overview of the command line is complete."""
    shown = {name for name, _ in calls(text_of("README.md"))}
    assert set(commands()) <= shown, f"not in README: {sorted(set(commands()) - shown)}"


def test_every_command_has_help() -> None:
    """``solito --help`` says of each command what it does."""
    assert not [name for name, command in commands().items() if not command.help]


def default_of(name: str) -> str:
    """A setting's default as operating.md writes it."""
    value: Any = Settings.__fields__[name].default
    if value is None:
        return "unset"
    if isinstance(value, Path):
        return "the folder of `settings.py`"
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_operating_lists_every_setting_with_its_default() -> None:
    """The table of settings is the one in settings.py: no more, no less, the same defaults, a meaning for each."""
    rows = re.findall(r"^\| `SOLITO_(\w+)` \| (.*?) \| (.+?) \|$", text_of("docs/operating.md"), re.MULTILINE)
    assert {name.lower(): default for name, default, _ in rows} == {n: default_of(n) for n in Settings.__fields__}
    assert all(len(meaning) > 5 for _, _, meaning in rows)


@every_document
def test_no_document_names_an_unknown_setting(path: Path) -> None:
    """A SOLITO_ variable in a document exists."""
    named = set(re.findall(r"SOLITO_[A-Z][A-Z_]*[A-Z]", path.read_text("utf-8")))
    assert named <= {f"SOLITO_{name.upper()}" for name in Settings.__fields__}


@every_document
def test_every_make_target_exists(path: Path) -> None:
    """``make X`` in a document is a target of the Makefile."""
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))
    named = {m for piece in code_in(path.read_text("utf-8")) for m in re.findall(r"(?:^|\s)make ([a-z]+)", piece)}
    assert named <= targets, f"{path.name} names {sorted(named - targets)}"


def test_readme_shows_the_two_commands() -> None:
    """A newcomer finds what to type."""
    assert {"make run", "make test"} <= {line.strip() for line in code_in(text_of("README.md"))}


def headings(path: Path) -> set[str]:
    """Anchors of a document's headings, as GitHub makes them."""
    titles = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@every_document
def test_every_relative_link_leads_somewhere(path: Path) -> None:
    """A link or picture points to a file that is there, and to a heading that it has."""
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text("utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = (path.parent / name).resolve() if name else path
        assert file.exists(), f"{path.name} links to {target}, which is not there"
        assert not anchor or anchor in headings(file), f"{path.name} links to {target}, which has no such heading"


def test_documents_that_the_code_names_exist() -> None:
    """``docs/x.md`` in a docstring, a comment or a help text is a document."""
    sources = [
        p
        for folder in ("actions", "bot/components", "bot/channels", "bot/cues", "profiles", "shop", "console")
        for p in (ROOT / folder).rglob("*")
        if p.suffix in (".py", ".yml")
    ]
    sources += [*ROOT.glob("*.py"), *ROOT.glob("*.yml"), ROOT / "Makefile"]
    named = {m for p in sources for m in re.findall(r"\bdocs/[a-z_-]+\.md", p.read_text("utf-8"))}
    assert named, "the search found nothing at all"
    assert not [name for name in named if not (ROOT / name).is_file()]


def test_glossary_names_modules_that_use_the_word() -> None:
    """Each word's home exists and uses the word."""
    rows = re.findall(r"^\| `([^`]+)` \| .+ \| `([^`]+)` \|$", text_of("docs/glossary.md"), re.MULTILINE)
    assert len(rows) > 40
    for word, home in rows:
        assert (ROOT / home).is_file(), f"{word}: there is no {home}"
        assert word.lower() in f"{home} {text_of(home)}".lower(), f"{home} does not speak of {word}"


@pytest.mark.parametrize(
    "name", ["README.md", "CONTRIBUTING.md", *(f"docs/{p.name}" for p in DOCS if p.parent.name == "docs")]
)
def test_files_that_documents_name_exist(name: str) -> None:
    """A path of ours in a document's code is there; what is written while running is not looked for."""
    tops = "actions|bot|profiles|shop|console|running|commands|tests|benchmarks|docs|demo|nlu_data"
    for piece in code_in(text_of(name)):
        for path in re.findall(rf"(?<![\w/.])((?:{tops})/[\w./-]*\w)", piece):
            assert (ROOT / path).exists(), f"{name} names {path}, which is not there"


def test_changelog_begins_with_this_version() -> None:
    """The top of CHANGELOG is the version of pyproject.toml, with its date."""
    version = re.search(r'^version = "(.+)"', text_of("pyproject.toml"), re.MULTILINE)
    top = re.search(r"^## (\S+) — \d{4}-\d{2}-\d{2}$", text_of("CHANGELOG.md"), re.MULTILINE)
    assert version is not None
    assert top is not None
    assert top[1] == version[1]


def test_http_describes_every_route() -> None:
    """docs/http.md names each route of the channel with its method."""
    described = text_of("docs/http.md")
    for path in (ROOT / "bot" / "channels").glob("*.py"):
        for method, route in re.findall(r'@shop\.(get|post|put|delete)\("([^"]+)"\)', path.read_text("utf-8")):
            plain = re.sub(r"<(\w+):\w+>", r"<\1>", route)
            assert re.search(rf"{method.upper()} {re.escape(plain)}(?![\w/])", described), (
                f"{method} {route} is not described"
            )


def test_http_describes_every_error() -> None:
    """The table of errors is the channel's own."""
    tree = ast.parse(text_of("bot/channels/errors.py"))
    status = next(
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "STATUS"
    )
    rows = re.findall(r"^\| (\d{3}) \| (.+?) \|", text_of("docs/http.md"), re.MULTILINE)
    assert {code: int(number) for number, codes in rows for code in re.findall(r"`(\w+)`", codes)} == status


def test_shop_guide_names_every_key_and_field() -> None:
    """Every key of shop.yml and every field of the true material is in docs/shop.md."""
    guide = text_of("docs/shop.md")
    keys = {*Terms.__dataclass_fields__, "timezone", "closed_on", *FIELDS}
    assert not [key for key in keys if f"`{key}`" not in guide]


def test_privacy_names_every_purpose() -> None:
    """No purpose of consent is left unexplained."""
    assert not [p for p in PURPOSES if not re.search(rf"^\| `{p}` \|", text_of("docs/privacy.md"), re.MULTILINE)]


@every_document
def test_documents_name_no_machine(path: Path) -> None:
    """A newcomer's paths are their own: no absolute path of the makers' machines."""
    assert not re.search(r"(?<![\w.])/(?:work|tmp|root|home)/\w", path.read_text("utf-8"))


def test_the_checks_can_fail() -> None:
    """The readers see commands, options and code where they stand."""
    text = "say `solito fly --far` or\n```\n.venv/bin/solito import cake  # solito sing\n```\n solito hum"
    assert calls(text) == [("import cake", []), ("fly", ["--far"])]
