"""What leaves the app: Word, CSV, mails, and lines in a terminal."""
