"""The `scrutiny` command: its options, and what each of its commands does."""


def main() -> None:
    """The console script."""
    from app.cli.scrutiny import main as run  # a process that only asks for a module of this room loads no options

    run()
