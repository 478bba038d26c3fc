"""What readers found in real papers, kept as places without the papers' words (eval/README.md)."""
