from __future__ import annotations

import pytest

from prompts.template import TemplateError, names, parse, template


@pytest.mark.parametrize("name", names())
def test_every_shipped_template_fills(name: str) -> None:
    found = template(name)
    filled = found.render(**{v: f"<{v}>" for v in found.variables})
    assert "{{" not in filled
    assert all(f"<{v}>" in filled for v in found.variables)


def test_values_are_put_in_as_they_are() -> None:
    assert parse("t", "variables: a, b\n{{a}} and {{ b }}").render(a="{{b}} \\1 $x", b="2") == "{{b}} \\1 $x and 2\n"


def test_unknown_and_missing_values_are_errors() -> None:
    found = parse("t", "variables: a\n{{a}}")
    with pytest.raises(TemplateError, match="unknown variable b, missing variable a"):
        found.render(b="1")


def test_a_template_must_use_what_it_declares_and_declare_what_it_uses() -> None:
    with pytest.raises(TemplateError, match="undeclared variable b"):
        parse("t", "variables: a\n{{a}} {{b}}")
    with pytest.raises(TemplateError, match="unused variable b"):
        parse("t", "variables: a, b\n{{a}}")
    with pytest.raises(TemplateError, match="first line"):
        parse("t", "{{a}}")


@pytest.mark.parametrize("name", ["nowhere", "../agreed", "", "answer_system.txt"])
def test_a_template_that_is_not_there_names_those_that_are(name: str) -> None:
    with pytest.raises(TemplateError, match="answer_system"):
        template(name)
