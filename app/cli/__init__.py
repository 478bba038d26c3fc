"""The `scrutiny` command: its options, and what each of its commands does."""


def main() -> None:
    """The console script of an installation from before the command had a room; it hands over to `app.cli.main`."""
    from app.cli.main import main as run

    run()
