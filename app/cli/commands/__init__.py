"""What each `scrutiny` command does, imported only when that command runs."""
