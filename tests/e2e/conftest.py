"""The sample council's index, the page over it, and a Chromium; skipped where there is none."""

import shutil
from pathlib import Path

import pytest

from tests import made
from tests.e2e.server import ARGUMENTS, CHROMIUM, COUNT, WATCH, serving


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


@pytest.fixture(scope="module")
def data(browser, tmp_path_factory) -> Path:
    """A data folder with the sample council's index, for the tests of a module to change."""
    return Path(shutil.copytree(made.sample(), tmp_path_factory.mktemp("copy") / "data"))


@pytest.fixture(scope="session")
def address(browser, tmp_path_factory):
    """The page over another copy, one for all modules that have none of their own: each leaves the papers as they were.
    """
    with serving(Path(shutil.copytree(made.sample(), tmp_path_factory.mktemp("served") / "data"))) as address:
        yield address


@pytest.fixture(scope="session")
def kept(browser) -> list:
    """Pages for one test after another: what a new one compiles (Streamlit’s script) is two thirds of a visit."""
    return []


def new_page(browser, **options):
    context = browser.new_context(**options)
    context.set_default_timeout(60_000)
    context.add_init_script(WATCH + COUNT)
    return context.new_page()


def forget(page, address) -> None:
    """Leave a page's browser as one that was never here."""
    for other in page.context.pages:
        if other != page:
            other.close()
    page.goto(f"{address}/_stcore/health")  # nothing there writes into the storage again
    page.evaluate("localStorage.clear(); sessionStorage.clear()")
    page.context.clear_cookies()
    page.mouse.move(0, 0)


@pytest.fixture
def open_page(browser, kept, address):
    """Opens the page as somebody who was never there, in a browser that was where not `new` or with options of its own;
    checks at the end that nothing was asked of another machine.
    """
    used, own, elsewhere = [], [], []

    def watch(request):
        if address not in request.url:
            elsewhere.append(request.url)

    def open_at(path: str = "/", viewport: dict | None = None, new: bool = False, **options):
        size = viewport or {"width": 1280, "height": 900}
        page = kept.pop() if kept and not (new or options) else new_page(browser, **options)
        (own if new or options else used).append(page)
        page.set_viewport_size(size)
        page.emulate_media(color_scheme="light")
        page.on("request", watch)
        page.goto(address + path if path.startswith("/") else path)
        return page

    yield open_at
    for page in own:
        page.context.close()
    for page in used:
        page.remove_listener("request", watch)
        forget(page, address)
        kept.append(page)
    assert [url for url in elsewhere if not url.startswith(("data:", "blob:", address.replace("http", "ws")))] == []
