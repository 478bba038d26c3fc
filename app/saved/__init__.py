"""What people save: chats, lists, opinions and statuses, in small SQLite files."""
