"""The documents are true: every command, setting, link, target and variable they name is there, and all are
named."""

import hashlib
import re
from pathlib import Path

import pytest
import typer

from app.cli.main import app
from app.settings import PREFIX, Settings
from docs import licences
from index.read import read
from tests.places import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "eval" / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
PACKAGES = ("app", "eval", "index", "prompts", "rag")
MODULES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
COMMANDS = sorted(typer.main.get_command(app).commands)


def code(page: Path) -> str:
    """What a page shows as code: fenced blocks and inline."""
    text = page.read_text(encoding="utf-8")
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_its_options_are_in_the_readme(command):
    assert f"scrutiny {command}" in README
    for parameter in typer.main.get_command(app).commands[command].params:
        for option in parameter.opts:
            if option.startswith("--"):
                assert option in README, f"{command} {option}"


def test_no_document_names_a_command_that_is_not_there():
    for page in PAGES:
        named = set(re.findall(r"(?<![\w/.-])scrutiny ([a-z][a-z-]*)", code(page)))
        assert named <= set(COMMANDS), page


def test_every_setting_is_in_the_table_as_it_is():
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", (ROOT / "docs/settings.md").read_text("utf-8"), re.MULTILINE))
    wanted = {}
    for name, field in Settings.model_fields.items():
        value = str(field.default).lower() if isinstance(field.default, bool) else field.default
        default = {None: "unset", "": "empty"}.get(value, f"`{value}`")
        wanted[name] = f"`{PREFIX}{name.upper()}` | {default} | {field.description}"
    assert rows == wanted


def test_every_variable_named_anywhere_is_a_setting():
    real = {PREFIX + name.upper() for name in Settings.model_fields}
    for page in [*PAGES, *MODULES]:
        named = set(re.findall(rf"\b{PREFIX}[A-Z_]+[A-Z]\b", page.read_text(encoding="utf-8")))
        assert named <= real, page


def test_every_link_leads_somewhere():
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page}: {target}"


def test_every_path_named_anywhere_is_there():
    missing = {}
    for page in [*PAGES, *MODULES]:
        text = page.read_text(encoding="utf-8")
        named = set(re.findall(rf"(?<![\w/.-])(?:{'|'.join(PACKAGES)}|docs|tests)/[\w./-]*\w", text))
        if gone := {one for one in named if not (ROOT / one).exists()}:
            missing[str(page.relative_to(ROOT))] = gone
    assert missing == {}


def test_every_module_named_anywhere_is_there():
    missing = {}
    for page in [*PAGES, *MODULES]:
        text = page.read_text(encoding="utf-8")
        named = set(re.findall(rf"(?:`|python -m )((?:{'|'.join(PACKAGES)})(?:\.\w+)+)", text))
        if gone := {one for one in named if not is_module(one)}:
            missing[str(page.relative_to(ROOT))] = gone
    assert missing == {}


def is_module(dotted: str) -> bool:
    """Whether a dotted name is a module, a package or something in one; what a module holds is not looked up."""
    place = ROOT
    for part in dotted.split("."):
        if (place / f"{part}.py").is_file():
            return True
        if not (place / part).is_dir():
            return re.search(rf"\b{part}\b", (place / "__init__.py").read_text(encoding="utf-8")) is not None
        place /= part
    return True


def test_every_make_target_named_is_there():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in PAGES:
        assert set(re.findall(r"\bmake ([a-z]+)\b", code(page))) <= targets, page


def test_the_locks_hold_exact_versions_with_hashes_of_everything_asked_for():
    pins = {}
    for lock in ("requirements.lock", "requirements-dev.lock", "requirements-sbom.lock", "requirements-uv.lock"):
        text = (ROOT / lock).read_text(encoding="utf-8")
        assert "//" not in text  # no registry's address
        for line in text.replace(" \\\n", "").splitlines():
            if line and not line.startswith(("#", "-r")):
                whole = re.fullmatch(r"([\w.-]+)==([\w.+!]+)((?: +--hash=sha256:[0-9a-f]{64})+)", line)
                assert whole, line[:200]
                if lock in ("requirements.lock", "requirements-dev.lock"):
                    pins[re.sub(r"[-_.]+", "-", whole[1]).lower()] = whole[2]
    asked = re.findall(
        r'^  "([A-Za-z0-9_.-]+)[><=]', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert {re.sub(r"[-_.]+", "-", name).lower() for name in asked} <= set(pins)


def test_what_is_carried_is_what_was_published():
    folder = ROOT / "app/parts/preparing/drag"
    published = "bf4241bc73fef7f11c59a283a69fe8051cdd31c6d8ff5a2b9ba219e7831fcf76"
    assert hashlib.sha256((folder / "sortable.min.js").read_bytes()).hexdigest() == published
    assert "MIT" in (folder / "LICENSE").read_text("utf-8")


def test_the_licences_of_exactly_what_the_locks_pin_are_listed():
    rows = [line.strip("| ").split(" | ") for line in (ROOT / "docs/licences.md").read_text("utf-8").splitlines()]
    listed = [(row[0], row[1], row[3]) for row in rows if len(row) == 4 and row[0] not in ("Package", "---")]
    carried = [(name, version, use) for name, version, _, use in licences.CARRIED]
    locks = licences.LOCKS.items()
    wanted = [*carried, *((name, version, use) for use, lock in locks for name, version in licences.pins(lock))]
    assert listed == wanted
    assert len(licences.pins("requirements.lock")) > 100
    assert all(licences.allowed(row[2]) for row in rows if len(row) == 4 and row[0] not in ("Package", "---"))
    assert not licences.allowed("MIT AND AGPL-3.0")
    assert not licences.allowed("")


def test_the_answer_shown_in_the_readme_stands_in_the_sample_packs():
    shown = re.search(r"```console\n(.*?)```", README, re.DOTALL).group(1)
    quote = re.sub(r"\s+", "", re.search(r"“(.*?)”", shown, re.DOTALL).group(1))
    packs = sorted((ROOT / "eval" / "council" / "packs").glob("*16th-Sep-2025*.pdf"))
    assert any(quote in re.sub(r"\s+", "", read(pack).text) for pack in packs)
