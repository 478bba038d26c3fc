"""The sample council's index, the page over it, and a Chromium; skipped where there is none."""

import os
import shutil
from pathlib import Path

import pytest
from filelock import FileLock

from tests.e2e.server import ARGUMENTS, CHROMIUM, COUNT, PACKS, WATCH, scrutiny, serving


@pytest.fixture(scope="session")
def browser():
    """One for all these tests, which come last: while Playwright is started, no other test of this process can run an
    event loop.
    """
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine: install it (Debian: apt-get install chromium)")
    playwright = pytest.importorskip("playwright.sync_api")
    playwright.expect.set_options(timeout=60_000)
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def sample(browser, tmp_path_factory) -> Path:
    """A data folder with the sample council's index, made once for all processes of a run; nobody may change it."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    data = folder / "sample"
    with FileLock(folder / "sample.lock"):
        if not data.exists():
            scrutiny("index", "--data", str(folder / "sample-begun"), str(PACKS))
            (folder / "sample-begun").rename(data)
    return data


@pytest.fixture(scope="module")
def data(sample, tmp_path_factory) -> Path:
    """A copy of that folder for the tests of a module to change."""
    return Path(shutil.copytree(sample, tmp_path_factory.mktemp("copy") / "data"))


@pytest.fixture(scope="module")
def address(browser, data):
    with serving(data) as address:
        yield address


@pytest.fixture
def open_page(browser, address):
    """Opens the page in a fresh session; checks at the end that nothing was asked of another machine."""
    contexts, elsewhere = [], []

    def open_at(path: str = "/", **options):
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        context.set_default_timeout(60_000)
        contexts.append(context)
        context.add_init_script(WATCH + COUNT)
        page = context.new_page()
        page.on("request", lambda request: None if address in request.url else elsewhere.append(request.url))
        page.goto(address + path if path.startswith("/") else path)
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert [url for url in elsewhere if not url.startswith(("data:", "blob:", address.replace("http", "ws")))] == []
