"""Makes docs/licences.md: the licence of every package the lock files pin, as its own metadata names it.

`python docs/licences.py [FILE]`, with all of them installed. A licence that nobody has judged stops it, by name.
"""

from __future__ import annotations

import sys
from importlib.metadata import distribution
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = Path(__file__).with_suffix(".md")
LOCKS = {"to run": "requirements.lock", "to develop": "requirements-dev.lock"}
FREE = {
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CNRI-Python",
    "ISC",
    "LLVM-exception",
    "MIT",
    "MIT-0",
    "MIT-CMU",
    "PSF-2.0",
    "Zlib",
}  # ask for their notice to be kept, no more
BY_FILE = {"MPL-2.0"}  # asks for the source of its own files where they are changed and passed on; we change none
SPELT = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache 2.0 License": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
READ = {
    "axe-playwright-python": "MIT AND MPL-2.0",
    "dirtyjson": "MIT",
    "mistralai": "Apache-2.0",
    "olefile": "BSD-2-Clause",
    "uvloop": "MIT OR Apache-2.0",
}
"""Where the metadata is silent, or names two without saying how they go together: read in the package itself."""
CARRIED = (("SortableJS", "1.15.7", "MIT", "to run, as a file"),)
"""What is no package, and lies in app/parts/preparing/drag (docs/adr/0021-drag.md)."""
HEAD = """# Licences of what is used

The assistant is under the [MIT licence](../LICENSE). Only SortableJS is copied into it, with its licence: `make run`
installs the packages unchanged. All but those under MPL-2.0 ask no more than that their notice is kept. MPL-2.0 asks
for the source of its own files, should somebody change them and pass them on, and leaves other files alone. None is
under a licence that would reach over to ours (GPL, AGPL). Made by `python docs/licences.py` from what each package says
of itself.

| Package | Version | Licence | Needed |
| --- | --- | --- | --- |
"""


def pins(lock: str) -> list[tuple[str, str]]:
    """The names and versions a lock file pins, in its order."""
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    pairs = [line.rstrip(" \\").partition("==")[::2] for line in lines if "==" in line]  # the others are their hashes
    return [(name, version) for name, version in pairs]


def licence(name: str) -> str:
    """The licence of an installed package as an SPDX expression."""
    said = distribution(name).metadata
    spelt = [c.rpartition(" :: ")[2] for c in said.get_all("Classifier") or [] if c.startswith("License ::")]
    choices = (READ.get(name), said.get("License-Expression"), *spelt, said.get("License"))
    first = next((choice.splitlines()[0] for choice in choices if choice), "")
    return SPELT.get(first, first)


def allowed(expression: str) -> bool:
    """Whether a program under the MIT licence may depend on it."""
    words = expression.replace("(", " ").replace(")", " ").split()
    return bool(words) and set(words) - {"AND", "OR", "WITH"} <= FREE | BY_FILE


def page() -> str:
    """The page's text."""
    rows = [f"| {' | '.join(one)} |" for one in CARRIED]
    for use, lock in LOCKS.items():
        for name, version in pins(lock):
            found = licence(name)
            if not allowed(found):
                raise SystemExit(f"{name} {version}: nobody has judged the licence {found!r}.")
            rows.append(f"| {name} | {version} | {found} | {use} |")
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1] if sys.argv[1:] else PAGE).write_text(page(), encoding="utf-8")
