"""The shop's own system: a real receiver on the loopback address, which checks what it is told."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from shop.signing import check


@dataclass
class Receiver:
    """``answers`` are given in order, then 204. Every body that came with a right signature is in ``heard``."""

    answers: list[int] = field(default_factory=list)
    heard: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    taken: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    pause_s: float = 0.0
    reached: threading.Event = field(default_factory=threading.Event)  # somebody has called
    server: ThreadingHTTPServer | None = None

    @property
    def url(self) -> str:
        assert self.server is not None
        return f"http://127.0.0.1:{self.server.server_address[1]}/orders"


@contextmanager
def receiving(key: bytes) -> Iterator[Receiver]:
    """It listens as long as the block lasts; ``key`` is the one that signs."""
    kept = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            kept.reached.set()
            body = self.rfile.read(int(self.headers["content-length"]))
            head = {name.lower(): value for name, value in self.headers.items()}
            event_id = check(key, head, body, time.time())
            time.sleep(kept.pause_s)
            status = kept.answers.pop(0) if kept.answers else 204
            kept.heard.append((event_id, json.loads(body)))
            if status < 300:
                kept.taken.append((event_id, json.loads(body)))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    kept.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=kept.server.serve_forever, daemon=True).start()
    yield kept
    kept.server.shutdown()
    kept.server.server_close()
