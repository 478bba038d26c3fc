"""The house: which package may import which, how long a module may be, and who may read the environment."""

import ast
from pathlib import Path

import pytest

from tests.places import ROOT

MAY_IMPORT = {
    "prompts": set(),
    "index": set(),
    "rag": {"index", "prompts"},
    "eval": {"index", "prompts", "rag"},
    "app": {"index", "prompts", "rag"},
}
LONGEST = 300
SETS_FOR_A_LIBRARY = {"rag/llm/budget.py"}  # set for a moment for a library that reads it, then put back
MODULES = sorted(path for package in MAY_IMPORT for path in (ROOT / package).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """The top-level packages that a module imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the arrow"
            found.add((node.module or "").split(".")[0])
    return found


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_arrows_point_the_agreed_way(package):
    allowed = MAY_IMPORT[package] | {package}
    wrong = {
        name(path): imported(path) & set(MAY_IMPORT) - allowed
        for path in MODULES
        if path.relative_to(ROOT).parts[0] == package
    }
    assert {path: names for path, names in wrong.items() if names} == {}


def test_a_wrong_arrow_would_be_found(tmp_path):
    module = tmp_path / "m.py"
    module.write_text("def f():\n    from app.cli import run\n    import rag.values as v\n")
    assert imported(module) & set(MAY_IMPORT) == {"app", "rag"}


def test_no_module_is_too_long():
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST} == {}


def test_nothing_in_app_hides_a_package():
    """Streamlit puts the folder of main.py first on the path."""
    names = {path.stem for path in (ROOT / "app").iterdir()}
    assert names & {"rag", "index", "prompts", "eval", "app", "html", "json", "logging", "types"} == set()


def test_only_the_settings_read_the_environment():
    readers = set()
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv", "environb"):
                readers.add(name(path))
    assert readers == {"app/settings.py"} | SETS_FOR_A_LIBRARY


def test_every_module_says_what_it_is():
    silent = [name(p) for p in MODULES if not ast.get_docstring(ast.parse(p.read_text(encoding="utf-8")))]
    assert silent == []


def test_every_file_of_tests_has_a_name_of_its_own():
    """Two of one name cannot be collected together: the folders of tests are no packages."""
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted(names) == sorted(set(names))
