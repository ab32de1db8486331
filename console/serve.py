"""``python -m console.serve``: the staff page as a process of its own, on 127.0.0.1."""

from __future__ import annotations

import uvicorn

from console.app import create_app
from house import open_house


def main() -> None:
    """Serve until stopped; port and secret come from the house's settings."""
    house = open_house()
    app = create_app(house, secret=house.settings.secret())
    # Staff reach it from elsewhere through the shop's own proxy, which brings HTTPS.
    uvicorn.run(app, host="127.0.0.1", port=house.settings.console_port, log_level="warning", server_header=False)


if __name__ == "__main__":
    main()
