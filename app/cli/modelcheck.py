"""`scrutiny llm-check`: whether the language model of the settings can be used, and what to set."""

import typer

from app.cli.options import Data, Json, settings_of
from app.exports.texts import json_line, say


def llm_check(data: Data = None, json: Json = False) -> None:
    """Try the language model of the settings: reachable, streaming, speed, context, JSON, and what to set."""
    from app.build import build_model
    from rag.llm.trial import findings_of

    settings = settings_of(data)
    findings = findings_of(build_model(settings), settings.llm_provider)
    for finding in findings:
        if json:
            json_line({"check": finding.name, "ok": finding.ok, "says": finding.says})
        else:
            say(f"{'ok     ' if finding.ok else 'look at'}  {finding.name}: {finding.says}")
    if not findings[0].ok:
        raise typer.Exit(1)
