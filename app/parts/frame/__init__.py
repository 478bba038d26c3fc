"""What every page stands in: its address, its style, who is at it, and safe words."""
