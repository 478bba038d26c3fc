"""Scope, retrieval, answering, drafting, history. Imports `index` and `prompts`."""
