"""What a draft is made from: the report as it is read, its papers, and what the registers hold on it."""
