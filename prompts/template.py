"""The LLM templates: files with declared variables, checked when read and when filled.

A template is `prompts/templates/<name>.txt`. Its first line declares its variables ("variables: question,
sources"); the rest is the text, with `{{question}}` where a value goes. Values are put in as they are and
never read again, so braces in a paper's text do nothing.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_SLOT = re.compile(r"\{\{\s*(\w+)\s*\}\}")


class TemplateError(ValueError):
    """A template that is not there, or whose variables are not those declared or given."""


@dataclass(frozen=True)
class Template:
    """A template and the variables it must be given, no more and no fewer."""

    name: str
    variables: frozenset[str]
    text: str

    def render(self, **values: str) -> str:
        """The text with every variable filled. Raises TemplateError for an unknown or a missing one."""
        problems = _difference(set(values), set(self.variables), "unknown", "missing")
        if problems:
            raise TemplateError(f"Template {self.name}: {problems}.")
        return _SLOT.sub(lambda slot: values[slot[1]], self.text)


@cache
def template(name: str) -> Template:
    """The shipped template of that name. Raises TemplateError when there is none or it is not well formed."""
    path = files("prompts").joinpath("templates", f"{name}.txt")
    if not re.fullmatch(r"\w+", name) or not path.is_file():
        raise TemplateError(f"There is no template {name!r}; there are: {', '.join(names())}.")
    return parse(name, path.read_text(encoding="utf-8"))


@cache
def names() -> tuple[str, ...]:
    """The names of the shipped templates, sorted."""
    folder = files("prompts").joinpath("templates")
    return tuple(sorted(p.name.removesuffix(".txt") for p in folder.iterdir() if p.name.endswith(".txt")))


def parse(name: str, source: str) -> Template:
    """Read a template's source. Raises TemplateError unless it uses exactly the variables that it declares."""
    head, _, text = source.partition("\n")
    declared = re.fullmatch(r"variables:\s*((?:\w+(?:\s*,\s*\w+)*)?)\s*", head)
    if not declared:
        raise TemplateError(f"Template {name}: the first line must declare its variables (“variables: a, b”).")
    variables = set(re.findall(r"\w+", declared[1]))
    problems = _difference(set(_SLOT.findall(text)), variables, "undeclared", "unused")
    if problems:
        raise TemplateError(f"Template {name}: {problems}.")
    return Template(name, frozenset(variables), text.strip() + "\n")


def _difference(found: set[str], wanted: set[str], extra: str, lacking: str) -> str:
    parts = [
        f"{word} variable {name}"
        for word, names_ in ((extra, found - wanted), (lacking, wanted - found))
        for name in sorted(names_)
    ]
    return ", ".join(parts)
