"""A watched folder in a real browser: what is put into it can be asked about, and what is broken is said."""

import re
import shutil

import pytest
from playwright.sync_api import expect

from tests.e2e.server import serving
from tests.made import models
from tests.unit.app.pages.conftest import PDF_NAME, write_papers

pytestmark = pytest.mark.e2e
READ = 180_000  # milliseconds: what nobody waits for is read at low priority, which is slow on a busy machine


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("packs")


@pytest.fixture(scope="module")
def address(browser, folder, tmp_path_factory):
    data = tmp_path_factory.mktemp("data")
    shutil.copytree(models(), data / "models")
    with serving(data, watch=str(folder), watch_seconds="1") as address:
        yield address


def test_a_paper_put_into_the_folder_is_read_and_a_broken_one_is_said(open_page, folder):
    page, other = open_page("/papers"), open_page("/papers")
    expect(page.get_by_text(f"New and changed papers in {folder}")).to_be_visible()
    expect(page.get_by_text("Nothing yet.")).to_be_visible()
    write_papers(folder)
    (folder / "harbour.txt").unlink()
    expect(page.get_by_text(re.compile(r"Reading .*Ferry Committee|Ferry Committee.*: added")).first).to_be_visible(
        timeout=READ
    )
    page.reload()  # it is no page's reading
    for session in (page, other):
        expect(session.get_by_text(f"{PDF_NAME}: added (1 paper)")).to_be_visible(timeout=READ)
        expect(session.get_by_test_id("stExpander").filter(has_text="Ferry Committee")).to_be_visible()
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 no more than that")
    (folder / PDF_NAME).rename(folder.parent / PDF_NAME)
    expect(page.get_by_role("alert").filter(has_text="broken.pdf is damaged")).to_be_visible(timeout=READ)
    expect(page.get_by_text(f"{PDF_NAME}: no longer in the folder")).to_be_visible()
    page.get_by_role("link", name="Ask").first.click()
    box = page.get_by_role("textbox", name=re.compile("Ask"))
    box.fill("How many crossings were there in the year?")
    box.press("Enter")
    expect(page.get_by_text(re.compile("fell to 412")).first).to_be_visible()
