"""A council's agenda system → papers in a folder, with what the system says of each."""
