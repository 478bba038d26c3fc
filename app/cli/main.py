"""The `scrutiny` command: its options, and faults as one line on stderr.

Nothing heavy is imported here nor by the modules of the commands, so that `scrutiny --help` is quick: each command
imports what it needs when it runs.

Exit codes: 0 done (one bad file or line is reported and never fails the rest), 1 a fault, 2 wrong usage,
130 interrupted.
"""

import os
import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer

from app.cli import asking, fetching, indexing, keeping, looking, modelcheck
from app.cli.options import Data, settings_of
from app.process import begin
from app.wording import visible
from index.faults import Fault, storage_fault

app = typer.Typer(
    name="scrutiny",
    help="Read a council's committee packs; get cited answers and drafted challenge questions.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def mcp(
    http: Annotated[int | None, typer.Option("--http", help="Port of this machine, instead of standard input.")] = None,
    data: Data = None,
) -> None:
    """Serve ask, draft, history, commitments, figures and read-a-passage to other assistants (MCP)."""
    from app.server.tools import serve_tools

    serve_tools(settings_of(data), http)


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


for command in (
    *(indexing.index, fetching.fetch, indexing.reports, asking.ask, asking.draft, asking.summary, looking.history),
    *(looking.commitments, looking.figures, asking.check, indexing.read, indexing.correct, keeping.withdraw),
    *(keeping.restore, keeping.backup, keeping.restrict, keeping.feedback, keeping.verify),
    *(modelcheck.llm_check, mcp, serve),
):
    app.command()(command)


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
    except OSError as error:
        return _fail(str(storage_fault(error, Path(error.filename or ".")))) if error.errno else _unexpected(error)
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
    print("scrutiny:", visible(" ".join(line.split())), file=sys.stderr)
    return code


def main() -> None:
    """The console script."""
    begin()
    sys.exit(run(sys.argv[1:]))
