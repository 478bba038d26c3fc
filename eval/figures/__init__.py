"""The figures ledger against what performance papers print."""
