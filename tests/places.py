"""Where things lie, whatever folder a test stands in."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"  # the real packs and cases, where they are present
SAMPLE = ROOT / "eval" / "council" / "packs"
OFFLINE = ROOT / "tests" / "offline"  # on a process's path, it has no network
