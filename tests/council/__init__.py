"""What builds the sample council of `eval/council`: a fiction, and its Children and Families scrutiny packs.

`sources/` there holds what was written, a folder a meeting and a file a paper; `python -m tests.council.build` turns
them into `packs/`. `FACTS.md` lists what was planted in them on purpose. No body, place or person in them exists.
"""
