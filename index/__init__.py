"""Files → items → passages → stores. Imports nothing else of ours."""
