"""`python -m app.cli`: the `scrutiny` command, for a process that another of ours starts."""

from app.cli.main import main

main()
