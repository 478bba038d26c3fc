"""Files → documents → items → passages → vectors → ready."""
