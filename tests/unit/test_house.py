"""The house: which package and room may import which, how large and how tangled a part may be, and who may read the
environment.

What the tree does not keep yet stands in the lists of exceptions, each with what removes it. They only get shorter, and
the ceilings only fall.
"""

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
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
LONG: dict[str, str] = {}
"""Module of more lines: what removes it."""

LARGEST = 15
"""Modules of a folder, its __init__ not counted."""

PRODUCT_LINES = 46_654
"""Lines of all modules; falls to 30,000. (Old and new stand side by side while rooms are rebuilt.)"""

REGEXES = {"prompts": 17, "index": 176, "rag": 93, "eval": 6, "app": 26}
"""Calls of `re` in a package; a number here only falls."""

ROOMS = {
    # room: the rooms that it may not reach into
    "index.language": ("index.papers", "index.passages", "index.read", "index.encoder", "index.store"),
    "index.encoder": ("index.papers", "index.passages", "index.read", "index.store"),
    "index.read": ("index.papers", "index.passages", "index.encoder", "index.store"),
    "index.papers": ("index.passages", "index.encoder", "index.store"),
    "index.passages": ("index.encoder", "index.store"),
    "rag.check": ("rag.search", "rag.ask", "rag.draft", "rag.memory", "rag.figures", "rag.llm"),
    "rag.search": ("rag.ask", "rag.draft", "rag.memory", "rag.figures", "rag.llm"),
    "rag.figures": ("rag.ask", "rag.draft", "rag.memory", "rag.llm"),
    "rag.memory": ("rag.ask", "rag.draft", "rag.llm"),
    "eval.measures": ("eval.answers", "eval.drafts", "eval.registers", "eval.run"),
}
REACHES: dict[tuple[str, str], str] = {
    # (module, room) that reaches where it may not: what removes it
}
LARGE: dict[str, str] = {
    # folder of more than 15 modules: what removes it
}
LOOPS: dict[tuple[str, str], str] = {
    # (folder, folder) that closes a circle: what removes it
}
NAMED_TWICE: dict[str, set[str]] = {
    # base names of two modules of a package, or more: one name is to mean one thing
}
EVERYWHERE = {"cases", "generate", "main", "score", "values"}
"""Base names that say the same of every room that has one."""

SETS_FOR_A_LIBRARY = {"rag/llm/sources.py"}  # set for a moment for a library that reads it, then put back
MODULES = sorted(path for package in MAY_IMPORT for path in (ROOT / package).rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def dotted(path: Path) -> str:
    return name(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def folder(path: Path) -> str:
    return name(path.parent).replace("/", ".")


def imported(path: Path) -> set[str]:
    """The top-level packages that a module imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the arrow"
            found.add((node.module or "").split(".")[0])
    return found


def arrows(paths: list[Path]) -> Iterator[tuple[Path, Path]]:
    """Each module with each module of ours that it imports; what a package's __init__ gives is the __init__'s."""
    by_name = {dotted(path): path for path in paths}
    for path in paths:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Import):
                wanted = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                inside = [f"{node.module}.{alias.name}" for alias in node.names]
                wanted = [one if one in by_name else node.module for one in inside]
            else:
                continue
            yield from ((path, by_name[one]) for one in wanted if one in by_name)


def circles(graph: dict[str, set[str]]) -> set[str]:
    """The nodes that can be reached from themselves, and those only between such: what is left when every node
    without an arrow in, or without one out, is taken away again and again."""
    nodes = set(graph) | {end for ends in graph.values() for end in ends}
    while True:
        ends = {end for start in nodes for end in graph.get(start, ()) if end in nodes}
        kept = {one for one in nodes if one in ends and graph.get(one, set()) & nodes}
        if kept == nodes:
            return nodes
        nodes = kept


def within(module: str, room: str) -> bool:
    return module == room or module.startswith(room + ".")


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


def test_rooms_reach_only_into_those_below():
    reached = {
        (dotted(module), room)
        for module, other in arrows(MODULES)
        for low, above in ROOMS.items()
        if within(dotted(module), low)
        for room in above
        if within(dotted(other), room)
    }
    assert reached - set(REACHES) == set()


def test_folders_make_no_circle():
    graph: dict[str, set[str]] = defaultdict(set)
    for module, other in arrows(MODULES):
        start, end = folder(module), folder(other)
        if start != end and (start, end) not in LOOPS:
            graph[start].add(end)
    assert circles(graph) == set()


def test_a_circle_would_be_found():
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"d"}}) == set()
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b", "d"}}) == {"b", "c"}


def test_no_folder_is_too_large():
    sizes = Counter(folder(path) for path in MODULES if path.name != "__init__.py")
    assert {one: size for one, size in sizes.items() if size > LARGEST and one not in LARGE} == {}


def test_no_module_is_too_long():
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST and path not in LONG} == {}
    assert sum(lengths.values()) <= PRODUCT_LINES


def test_no_more_regexes_than_before():
    calls = {"compile", "search", "match", "fullmatch", "findall", "finditer", "sub", "subn", "split"}
    found: Counter[str] = Counter(dict.fromkeys(MAY_IMPORT, 0))
    for path in MODULES:
        for node in ast.walk(tree(path)):
            of = node.func if isinstance(node, ast.Call) else None
            if isinstance(of, ast.Attribute) and isinstance(of.value, ast.Name):
                found[path.relative_to(ROOT).parts[0]] += of.value.id == "re" and of.attr in calls
    assert {package: count for package, count in found.items() if count > REGEXES[package]} == {}


def test_one_name_means_one_thing():
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for path in MODULES:
        if path.name != "__init__.py":
            names[path.relative_to(ROOT).parts[0]][path.stem] += 1
    twice = {
        package: {one for one, times in found.items() if times > 1} - EVERYWHERE - NAMED_TWICE.get(package, set())
        for package, found in names.items()
    }
    assert {package: found for package, found in twice.items() if found} == {}


def test_nothing_in_app_hides_a_package():
    """Streamlit puts the folder of main.py first on the path."""
    names = {path.stem for path in [*(ROOT / "app").iterdir(), *(ROOT / "app" / "pages").iterdir()]}
    assert names & {"rag", "index", "prompts", "eval", "app", "html", "json", "logging", "types"} == set()


def test_only_the_settings_read_the_environment():
    readers = set()
    for path in MODULES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv", "environb"):
                readers.add(name(path))
    assert readers == {"app/settings.py"} | SETS_FOR_A_LIBRARY


def test_every_module_says_what_it_is():
    assert [name(path) for path in MODULES if not ast.get_docstring(tree(path))] == []


def test_every_file_of_tests_has_a_name_of_its_own():
    """Two of one name cannot be collected together: the folders of tests are no packages."""
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted(names) == sorted(set(names))


def test_unit_tests_stand_where_their_rooms_are():
    unit = ROOT / "tests" / "unit"
    folders = {path.parent.relative_to(unit) for path in unit.rglob("test_*.py")} - {Path()}
    assert {str(one) for one in folders if not (ROOT / one / "__init__.py").is_file()} == set()
