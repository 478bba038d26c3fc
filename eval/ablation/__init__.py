"""What each step of the answer path is worth, on each council's cases."""
