"""Pages → items (agenda, minutes, reports, appendices), and how the items of several files belong together."""
