"""Eval set, sample council, metrics, runner and baseline. Imports `rag`, `index` and `prompts`."""
