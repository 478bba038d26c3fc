"""The agreed scrutiny prompts and the LLM templates, as data. Imports nothing else of ours."""
