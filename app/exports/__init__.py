"""What leaves the app: Word, CSV, Markdown, mails, and lines in a terminal."""
