"""What is kept of all papers (commitments, figures, histories) against what readers found, and the fit of acts."""
