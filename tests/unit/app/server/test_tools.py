"""The tools for other assistants, through the official package's own client: in process, and over HTTP on loopback."""

import json
import os
import socket
import sys
import threading
import time
from pathlib import Path

import pytest

from app.build import open_library
from app.cli.main import run
from app.saved.restrictions import AccessStore
from app.saved.viewer import Restriction
from app.server.tools import LOOPBACK, Papers, server_of
from app.settings import load
from tests.unit.app.pages.conftest import write_papers

pytest.importorskip("mcp", reason="the extra mcp is not installed")
pytestmark = pytest.mark.filterwarnings("ignore")
QUESTION = "How many crossings were there in the year, against the target?"
TOOLS = {"ask", "draft", "history", "commitments", "figures", "read_passage"}


@pytest.fixture
def papers(hashed, capsys):
    (hashed / "papers").mkdir()
    write_papers(hashed / "papers")
    assert run(["index", "papers"]) == 0
    with open_library(load()) as library:
        yield Papers(load(), library)


def called(server, *calls):
    """What the tools give to these calls, by the package's own client."""
    import anyio
    from mcp import Client

    async def talk():
        async with Client(server) as client:
            listed = {tool.name for tool in (await client.list_tools()).tools}
            return listed, [await client.call_tool(name, given) for name, given in calls]

    return anyio.run(talk)


def said(result):
    content = result.structured_content
    return content.get("result", content) if content else json.loads(result.content[0].text)


def test_the_tools_answer_with_citations_that_can_be_read(papers):
    calls = ("ask", {"question": QUESTION}), ("draft", {"report": "none"})
    listed, (answer, missing) = called(server_of(papers), *calls)
    assert listed == TOOLS
    given = said(answer)
    assert given["status"] == "answered"
    cited = given["citations"][0]
    assert missing.is_error
    _, (read,) = called(server_of(papers), ("read_passage", {"passage_id": cited["passage_id"]}))
    assert cited["quote"] in said(read)["text"]


def test_what_comes_while_it_is_asked_what_is_hidden_is_not_seen(papers, monkeypatch):
    """It may be a copy of what is restricted, of which that answer knew nothing."""
    library, hidden_from = papers._library, papers._access.hidden_from
    before = {document.id for document in library.documents()}
    restriction = Restriction("a" * 64, "exempt.pdf", ("officer",))
    papers._access.restrict(restriction)

    def meanwhile(viewer):
        hidden = hidden_from(viewer)
        Path("papers", "later.txt").write_text("Later Report\n\n1. It came just then.")
        assert run(["index", "papers"]) == 0
        return hidden

    monkeypatch.setattr(papers._access, "hidden_from", meanwhile)
    assert {document.id for document in papers._seen()[0].documents()} == before < {d.id for d in library.documents()}


def test_lists_are_given_whole(papers):
    calls = ("history", {"topic": "crossings"}), ("commitments", {}), ("figures", {"indicator": "crossings"})
    _, results = called(server_of(papers), *calls)
    assert [r.is_error for r in results] == [False, False, False]


def test_restricted_papers_are_not_there(papers, hashed):
    for document in papers._library.documents():
        AccessStore(load().data).restrict(Restriction(document.id, document.path, roles=("officer",)))
    _, (answer,) = called(server_of(papers), ("ask", {"question": QUESTION}))
    assert said(answer)["citations"] == []


def test_over_http_on_this_machine_only(papers):
    import anyio
    from mcp import Client

    with socket.socket() as free:
        free.bind((LOOPBACK, 0))
        port = free.getsockname()[1]
    server = server_of(papers)
    threading.Thread(target=lambda: server.run("streamable-http", host=LOOPBACK, port=port), daemon=True).start()
    for _ in range(100):
        try:
            socket.create_connection((LOOPBACK, port), 0.1).close()
            break
        except OSError:
            time.sleep(0.1)

    async def talk():
        async with Client(f"http://{LOOPBACK}:{port}/mcp") as client:
            return await client.call_tool("ask", {"question": QUESTION})

    assert said(anyio.run(talk))["status"] == "answered"


# The command as installed, but for its model: the index was made with the hash embedding.
_COMMAND = """
import app.build
from tests.fakes import HashEmbedding
app.build.SentenceTransformerEmbedding = lambda **_: HashEmbedding()
from app.cli.main import main
main()
"""


def test_over_standard_input_and_output(papers, hashed):
    from mcp import StdioServerParameters

    root = str(Path(__file__).parents[4])
    args = ["-W", "ignore", "-c", _COMMAND, "mcp", "--data", str(load().data)]
    env = os.environ | {"PYTHONPATH": root}
    started = StdioServerParameters(command=sys.executable, args=args, env=env, cwd=str(hashed))
    listed, (answer, missing) = called(started, ("ask", {"question": QUESTION}), ("draft", {"report": "none"}))
    assert listed == TOOLS
    assert said(answer)["status"] == "answered"
    assert missing.is_error
