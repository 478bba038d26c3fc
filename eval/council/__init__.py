"""The sample council: Aldermoor County Council, a fiction, and its Children and Families scrutiny packs.

`sources/` holds what was written, a folder a meeting and a file a paper; `python -m eval.council.build` turns them
into `packs/`. `FACTS.md` lists what was planted in them on purpose. No body, place or person in them exists.
"""
