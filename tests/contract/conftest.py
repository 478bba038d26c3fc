"""A real Chroma server on loopback, made once a session, and the exported model."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import made


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture(scope="session")
def chroma_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port, chroma = free_port(), Path(sys.executable).with_name("chroma")
    command = [chroma, "run", "--host", "127.0.0.1", "--port", str(port), "--path", tmp_path_factory.mktemp("chroma")]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert server.stdout is not None
    told = []
    for line in server.stdout:
        told.append(line)
        if "listening" in line:
            break
    else:
        pytest.fail("The Chroma server did not start: " + "".join(told))
    # It tells of every request: nobody reading would stop it when the pipe is full.
    drain = threading.Thread(target=server.stdout.read)
    drain.start()
    yield f"127.0.0.1:{port}"
    server.terminate()
    server.wait()
    drain.join()
    server.stdout.close()


@pytest.fixture(scope="session")
def models() -> Path:
    """Where the exported model is kept."""
    return made.models()
