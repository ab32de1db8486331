"""``python -m console.serve``: the staff page as a process of its own, on 127.0.0.1."""

from __future__ import annotations

import uvicorn
from fastapi import FastAPI

import logs
from console.app import create_app
from house import open_house


def config(app: FastAPI, port: int) -> uvicorn.Config:
    """How the page is served: to this machine only. From elsewhere staff come through the shop's own HTTPS proxy.

    ``ws="none"``: no page has a web socket, and Rasa holds that library at a version which uvicorn cannot load.
    """
    return uvicorn.Config(app, host="127.0.0.1", port=port, ws="none", log_level="warning", server_header=False)


def main() -> None:
    """Serve until stopped; port and secret come from the house's settings."""
    logs.configure()
    house = open_house()
    app = create_app(house, secret=house.settings.secret())
    uvicorn.Server(config(app, house.settings.console_port)).run()


if __name__ == "__main__":
    main()
