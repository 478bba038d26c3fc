"""A process begun with this folder on its path, and those that it begins, reach no other machine: what they try is
written into the file that OFFLINE_LOG names, and fails.
"""

import os
import sys
from pathlib import Path

_HERE = {"localhost", "127.0.0.1", "::1", "0.0.0.0", "::", "", None}


def _look(event: str, given: tuple) -> None:
    if event not in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        return
    place = given[0] if event.startswith("socket.get") else given[1]
    host = place[0] if isinstance(place, tuple) else place if event.startswith("socket.get") else None
    host = host.decode() if isinstance(host, bytes) else host
    if host not in _HERE:
        with Path(os.environ["OFFLINE_LOG"]).open("a", encoding="utf-8") as log:
            log.write(f"{event} {host} by {' '.join(sys.argv)[:200]}\n")
        raise OSError(f"no network in this test: {host}")


sys.addaudithook(_look)
