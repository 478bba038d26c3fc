"""How good it is, measured: a folder a task, what they share, the sample council and readers' cases.

Imports `rag`, `index` and `prompts`.
"""
