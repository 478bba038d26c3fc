"""The `scrutiny` command: its options, and faults as one line on stderr.

Nothing heavy is imported here, so that `scrutiny --help` is quick: each command imports what it needs when
it runs.

Exit codes: 0 done (one bad file or line is reported and never fails the rest), 1 a fault, 2 wrong usage,
130 interrupted.
"""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer

from app.cli.access_options import feedback, restrict
from app.cli.keeping_options import restore, withdraw
from app.cli.options import Data, Json, settings_of
from index.faults import Fault

app = typer.Typer(
    name="scrutiny",
    help="Read a council's committee packs; get cited answers and drafted challenge questions.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

@app.command()
def index(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Files or folders of papers.", show_default="the setting packs"),
    ] = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """Read papers into the index; unchanged ones are skipped."""
    from app.cli.commands.indexing import index_papers

    index_papers(settings_of(data), paths or [], json)


@app.command()
def reports(data: Data = None, json: Json = False) -> None:
    """List the papers in the index: reports, appendices, minutes and the rest."""
    from app.cli.commands.listing import list_papers

    list_papers(settings_of(data), json)


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="A question, in your own words.")] = None,
    batch: Annotated[
        Path | None, typer.Option("--batch", help='File of {"id","question"} lines, or - for standard input.')
    ] = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """Answer a question with quotes from the papers and where each stands."""
    from app.cli.commands.asking import ask_batch, ask_one

    if (question is None) == (batch is None):
        raise typer.BadParameter("give either a QUESTION or --batch FILE.")
    if batch is not None:
        ask_batch(settings_of(data), batch, json)
    else:
        ask_one(settings_of(data), question or "", json)


@app.command()
def draft(
    report: Annotated[str | None, typer.Argument(help="A report's title or id.")] = None,
    all_reports: Annotated[bool, typer.Option("--all", help="Every report, one after another.")] = False,
    docx: Annotated[Path | None, typer.Option("--docx", help="Write a Word briefing to this file.")] = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """Draft challenge questions for a report, with what each rests on."""
    from app.cli.commands.drafting import draft_reports

    if (report is None) != all_reports:
        raise typer.BadParameter("give either a REPORT or --all.")
    draft_reports(settings_of(data), report, docx, json)


@app.command()
def history(
    topic: Annotated[str, typer.Argument(help="What to look back on, in your own words.")],
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", help="resolved, undertaken, soft, asked, advised, noted, question, reply or reported."),
    ] = None,
    committee: Annotated[str, typer.Option("--committee", help="A committee, or a part of its name.")] = "",
    since: Annotated[str | None, typer.Option("--since", help="From this day, month or year on (2021-09).")] = None,
    until: Annotated[str | None, typer.Option("--until", help="Up to this day, month or year.")] = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """Tell what was said on a topic at every meeting, oldest first, in exact words."""
    from app.cli.commands.looking import show_history

    show_history(settings_of(data), topic, kind or [], committee, since, until, json)


@app.command()
def commitments(
    as_csv: Annotated[bool, typer.Option("--csv", help="Print a table for a spreadsheet.")] = False,
    data: Data = None,
    json: Json = False,
) -> None:
    """List what was resolved and undertaken, by when, and what later papers say of it."""
    from app.cli.commands.looking import show_commitments

    if as_csv and json:
        raise typer.BadParameter("give either --csv or --json.")
    show_commitments(settings_of(data), json, as_csv)


@app.command()
def figures(
    indicator: Annotated[
        str | None, typer.Argument(help="An indicator, in your own words.", show_default="all of them")
    ] = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="Write the values to this CSV file.")] = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """List what an indicator was, period by period, with values that conflict side by side."""
    from app.cli.commands.indicators import print_figures

    print_figures(settings_of(data), indicator, csv, json)


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="The draft: PDF, Word, text or a web page.")],
    data: Data = None,
    json: Json = False,
) -> None:
    """Check a draft report against earlier papers: conflicts, updates, repeats, open promises."""
    from app.cli.commands.checking import check_file

    check_file(settings_of(data), file, json)


@app.command()
def read(
    document: Annotated[str | None, typer.Argument(help="A document, as `scrutiny reports` names it.")] = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """Show what was read of each document: its papers, their place and counts, and what to look at."""
    from app.cli.commands.listing import list_readings

    list_readings(settings_of(data), document, json)


@app.command()
def correct(
    paper: Annotated[str, typer.Argument(help="A paper's id or title.")],
    title: Annotated[str | None, typer.Option("--title", help="Its title.")] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="Its kind: report, appendix, minutes …")] = None,
    date: Annotated[str | None, typer.Option("--date", help="Its meeting's date; of minutes, the one minuted.")] = None,
    parent: Annotated[
        str | None, typer.Option("--parent", help='The id or title of the report it belongs to; "" for none.')
    ] = None,
    clear: Annotated[bool, typer.Option("--clear", help="Take back all that was set right of it.")] = False,
    data: Data = None,
    json: Json = False,
) -> None:
    """Set right what was read of a paper; it stays so when the file is indexed again."""
    from app.cli.commands.correcting import correct_paper

    correct_paper(settings_of(data), paper, title, kind, date, parent, clear, json)


app.command()(withdraw)
app.command()(restore)
app.command()(restrict)
app.command()(feedback)


@app.command()
def verify(
    repair: Annotated[bool, typer.Option("--repair", help="Mend what is wrong.")] = False,
    data: Data = None,
    json: Json = False,
) -> None:
    """Check that the stores agree and that every passage finds itself."""
    from app.cli.commands.keeping import verify_index

    if not verify_index(settings_of(data), repair, json):
        raise typer.Exit(1)


@app.command(name="llm-check")
def llm_check(data: Data = None, json: Json = False) -> None:
    """Try the language model of the settings: reachable, streaming, speed, context, JSON, and what to set."""
    from app.cli.commands.modelcheck import check_model

    if not check_model(settings_of(data), json):
        raise typer.Exit(1)


@app.command()
def mcp(
    http: Annotated[int | None, typer.Option("--http", help="Port of this machine, instead of standard input.")] = None,
    data: Data = None,
) -> None:
    """Serve ask, draft, history, commitments, figures and read-a-passage to other assistants (MCP)."""
    from app.server.tools import serve_tools

    serve_tools(settings_of(data), http)


@app.command()
def serve(
    port: Annotated[int | None, typer.Option("--port", help="Port of the page.", show_default="8501")] = None,
    watch: Annotated[
        Path | None, typer.Option("--watch", help="Folder whose new and changed papers are read by themselves.")
    ] = None,
    data: Data = None,
) -> None:
    """Open the page for the browser."""
    from app.server.serve import serve_page

    serve_page(settings_of(data, port, watch))


def run(arguments: list[str]) -> int:
    """Run the command with these arguments and return its exit code; faults are printed as one line."""
    try:
        return int(typer.main.get_command(app).main(arguments, prog_name="scrutiny", standalone_mode=False) or 0)
    except Fault as fault:
        return _fail(str(fault))
    except (typer.Abort, KeyboardInterrupt):
        return _fail("stopped.", 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read our output has gone
        return 1
    except Exception as error:
        if hasattr(error, "format_message"):  # wrong usage, as typer reports it
            return _fail(f"{error.format_message()} Try scrutiny --help.", 2)
        return _unexpected(error)


def _unexpected(error: Exception) -> int:
    """An error that is ours: one line, or the traceback when the setting debug asks for it."""
    from app.settings import load

    if load().debug:
        traceback.print_exception(error)
    return _fail(
        f"something went wrong inside the program ({type(error).__name__}: {error}). "
        "Set SCRUTINY_DEBUG=true to see where, and please report it."
    )


def _fail(line: str, code: int = 1) -> int:
    print("scrutiny:", " ".join(line.split()), file=sys.stderr)
    return code


def main() -> None:
    """The console script."""
    sys.exit(run(sys.argv[1:]))
