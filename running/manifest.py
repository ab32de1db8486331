"""What a backup holds: which databases, of which shape, with the hash of each file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ValidationError, validator

FILE = "manifest.json"
NAMES = ("tracker", "console", "profiles", "shop")


class BadManifest(ValueError):
    """A folder that is no backup of ours, or no longer what its manifest says."""


class Copy(BaseModel):
    """One database: ``file`` in the folder (None: there was no such database yet), ``revision`` of its tables."""

    kind: Literal["sqlite", "postgresql"]
    file: str | None
    sha256: str | None
    revision: str | None

    class Config:
        allow_mutation = False
        extra = "forbid"

    @validator("file")
    def _plain(cls, file: str | None) -> str | None:
        if file is not None and (Path(file).name != file or file in ("", ".", "..")):
            raise ValueError(f"file must be a plain name, got {file!r}")
        return file


class Manifest(BaseModel):
    """``made_at``: ISO 8601 UTC, when the first database was copied. Names that share a file share a database."""

    format: Literal[1] = 1
    solito: str
    made_at: str
    databases: Mapping[Literal["tracker", "console", "profiles", "shop"], Copy]

    class Config:
        allow_mutation = False
        extra = "forbid"


def read(folder: Path) -> Manifest:
    """The manifest of a backup. Raises BadManifest when it is missing, not ours, or a file is not what it says."""
    try:
        manifest = Manifest.parse_raw((folder / FILE).read_bytes())
    except FileNotFoundError:
        raise BadManifest(f"{folder} is no backup: there is no {FILE} in it") from None
    except (ValidationError, ValueError) as error:
        raise BadManifest(f"{folder / FILE} cannot be read: {error}") from error
    if set(manifest.databases) != set(NAMES):
        raise BadManifest(f"{folder / FILE} must name {', '.join(NAMES)}, got {', '.join(manifest.databases)}")
    for name, copy in manifest.databases.items():
        if copy.file is not None and digest(folder / copy.file) != copy.sha256:
            raise BadManifest(f"{folder / copy.file} is not the file of {name} that the manifest tells of")
    return manifest


def digest(file: Path) -> str | None:
    """SHA-256 of a file as hex digits; None when there is none."""
    hashed = hashlib.sha256()
    try:
        with open(file, "rb") as content:
            while block := content.read(1 << 20):
                hashed.update(block)
    except FileNotFoundError:
        return None
    return hashed.hexdigest()
