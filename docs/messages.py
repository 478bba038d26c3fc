"""Makes app/catalogues/messages.pot: every message that the code marks, for those who translate.

`python docs/messages.py`. Marked are the words given to `tr` and `message`, and the nouns given to `counted`.
"""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog, pofile

ROOT = Path(__file__).parent.parent
TEMPLATE = ROOT / "app" / "catalogues" / "messages.pot"
SINCE = datetime(2026, 1, 1, tzinfo=UTC)  # the same whenever it is made


def marked(source: str) -> Iterator[str | tuple[str, str]]:
    """The messages of a module: words, or a noun for one and for several."""
    tree = ast.parse(source)
    tables = WORDING | _tables(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        words = [text for argument in node.args for text in _texts(argument, tables)]
        by = {one.arg: one.value.id for one in node.keywords if isinstance(one.value, ast.Name)}.get("format_func")
        name = by or (node.func.id if isinstance(node.func, ast.Name) else "")
        if name in ("tr", "message"):
            yield from words
        elif name == "counted" and words:
            yield words[0], words[1] if len(words) > 1 else f"{words[0]}s"


def _tables(tree: ast.Module) -> dict[str, ast.expr]:
    """What a module's own constants are."""
    assigned = (node for node in tree.body if isinstance(node, ast.Assign))
    return {target.id: node.value for node in assigned for target in node.targets if isinstance(target, ast.Name)}


def _texts(node: ast.AST, tables: dict[str, ast.expr]) -> Iterator[str]:
    """The texts that an argument can be: one, one of two, or those of the table that it is taken from."""
    while isinstance(node, (ast.Subscript, ast.Call)) or (isinstance(node, ast.Attribute) and node.attr == "get"):
        node = node.func if isinstance(node, ast.Call) else node.value
    if isinstance(node, (ast.Name, ast.Attribute)):
        node = tables.get(node.id if isinstance(node, ast.Name) else node.attr, node)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    parts: list[ast.expr] = []
    if isinstance(node, ast.IfExp):
        parts = [node.body, node.orelse]
    elif isinstance(node, ast.Dict):
        parts = node.values
    elif isinstance(node, (ast.Tuple, ast.List)):
        parts = node.elts
    for part in parts:
        yield from _texts(part, tables)


SHARED = ("app/wording.py", "app/saved/chats.py")  # whose tables others take words from
WORDING = {k: v for p in SHARED for k, v in _tables(ast.parse((ROOT / p).read_text(encoding="utf-8"))).items()}


def catalogue() -> Catalog:
    """All messages, by module."""
    made = Catalog(project="Scrutiny question assistant", creation_date=SINCE, revision_date=SINCE, fuzzy=False)
    for path in sorted((ROOT / "app").rglob("*.py")):
        for words in marked(path.read_text(encoding="utf-8")):
            made.add(words, locations=[(path.relative_to(ROOT).as_posix(), 0)])
    return made


def template() -> bytes:
    """The file's bytes."""
    made = io.BytesIO()
    pofile.write_po(made, catalogue(), width=120, include_lineno=False, sort_output=True)
    return made.getvalue()


if __name__ == "__main__":
    TEMPLATE.write_bytes(template())
