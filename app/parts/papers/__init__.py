"""The parts of the pages about papers: rows, corrections, the watched folder, withdrawals."""
