"""Twenty people at the real page for hours: pages, questions, opened quotes, uploads and withdrawals, errors counted.

    python -m tests.bench.soak [--minutes 120] [--users 20] [--think 15] [--data DIR]

`scrutiny serve` over the sample council's papers, and plain clients of Streamlit's protocol in this process: each opens
a page as a browser does, has drawn again what asks to be, thinks, and goes on. Every minute a line: errors, requests of
each sort, the slowest, and the server's memory, handles, threads and processor. Exits with 1 where anything failed, or
the server held more in the last quarter than in the second (`GROWTH`).
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import os
import random
import secrets
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import connect

from tests.bench.users import PACKS, QUESTIONS, percentile
from tests.bench.visit import PATIENCE, Failed, Visit
from tests.e2e.server import free_port, scrutiny
from tests.places import ROOT

PAGES = ("", "ask", "prepare", "timeline", "commitments", "figures", "check", "papers", "read", "about")
SORTS = ("pages", "questions", "quotes", "uploads", "withdrawals")
GROWTH = 1.1
PAPER = """Children and Families Overview and Scrutiny Committee

14 January 2031

Report of the Director: {name}

1. Purpose of the report

1.1 This report tells members how {name} went in the last quarter. {number} families were helped by the service.
"""
Held = tuple[float, int, int, float]  # memory in MB, open handles, threads, processor seconds


class Evening:
    """What the users do, and what they met with."""

    def __init__(self, address: str, think: float) -> None:
        self._address, self._think = address, think
        self.met: Counter[str] = Counter()
        self.failed: list[str] = []
        self.times: list[float] = []  # seconds of each thing done in the last minute
        self._questions = [json.loads(line)["question"] for line in QUESTIONS.read_text("utf-8").splitlines()]
        self._adding = asyncio.Lock()

    async def user(self, number: int, until: float) -> None:
        """Come, do something, go, and come again."""
        chance, browser = random.Random(number), secrets.token_urlsafe(16)
        await asyncio.sleep(chance.random() * self._think)
        while time.monotonic() < until:
            (do,) = chance.choices((self._leaf, self._ask, self._add), (60, 36, 4))
            try:
                async with self._tab(browser) as tab:
                    await do(tab, chance)
            except Exception as error:
                self.failed.append(f"{time.strftime('%H:%M:%S')} {do.__name__} {type(error).__name__}: {error}"[:300])
            await self._rest(chance)

    @asynccontextmanager
    async def _tab(self, browser: str) -> Any:
        cookies = {"scrutiny_browser": browser}
        async with httpx.AsyncClient(base_url=self._address, cookies=cookies, timeout=PATIENCE) as web:
            (await web.get("/_stcore/health")).raise_for_status()
            kept = {"Cookie": "; ".join(f"{name}={value}" for name, value in web.cookies.items())}
            stream = self._address.replace("http", "ws") + "/_stcore/stream"
            protocols: Any = ["streamlit"]
            async with connect(stream, subprotocols=protocols, additional_headers=kept, max_size=None, proxy=None) as s:
                yield Visit(s, web)

    async def _did(self, sort: str, work: Any) -> None:
        started = time.monotonic()
        await work
        self.times.append(time.monotonic() - started)
        self.met[sort] += 1

    async def _rest(self, chance: random.Random) -> None:
        await asyncio.sleep(min(chance.expovariate(1 / self._think), 5 * self._think))

    async def _leaf(self, tab: Visit, chance: random.Random) -> None:
        for _ in range(chance.randint(1, 4)):
            await self._did("pages", tab.open(chance.choice(PAGES)))
            await self._rest(chance)

    async def _ask(self, tab: Visit, chance: random.Random) -> None:
        await self._did("pages", tab.open("ask"))
        for _ in range(chance.randint(1, 3)):
            await self._rest(chance)
            question = WidgetState(id=tab.widget("chat_input"))
            question.chat_input_value.data = chance.choice(self._questions)
            await self._did("questions", tab.act(question))
            chips = [id for id in tab.widgets if "chip-" in id]
            if chips:
                await self._rest(chance)
                await self._did("quotes", tab.press(chance.choice(chips)))

    async def _add(self, tab: Visit, chance: random.Random) -> None:
        """Add a paper and withdraw it for good a while later; one person at a time."""
        name = f"service {chance.randrange(10**6)}"
        content = PAPER.format(name=name, number=chance.randrange(100, 900)).encode()
        async with self._adding:
            await self._did("pages", tab.open("papers"))
            files = await tab.upload(f"{name}.txt", content)
            button = WidgetState(id=tab.widget("FormSubmitter"), trigger_value=True)
            await self._did("uploads", tab.act(files, button))
            await self._rest(chance)
            await self._did("pages", tab.open("papers"))
            gone = tab.widget(f"for-good-{hashlib.sha256(content).hexdigest()}")
            if not gone:
                raise Failed("the paper that was added is not on the page")
            await self._did("withdrawals", tab.press(gone))
            if gone in tab.widgets:
                raise Failed("the paper that was withdrawn is still on the page")
            await tab.press(tab.widget("put-away"))


def held_by(server: int) -> Held:
    """What a process holds; its ended children's processor seconds count."""
    status = Path(f"/proc/{server}/status").read_text()
    memory = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1e3
    fields = Path(f"/proc/{server}/stat").read_text().rsplit(")", 1)[1].split()
    used = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return memory, sum(1 for _ in Path(f"/proc/{server}/fd").iterdir()), int(fields[17]), used


async def watch(evening: Evening, server: int, minutes: float, users: int) -> list[Held]:
    """Let the users go, and print a line a minute; what the server held each minute."""
    began, held = time.monotonic(), list[Held]()
    tasks = [asyncio.create_task(evening.user(n, began + 60 * minutes)) for n in range(users)]
    print("minute errors", *SORTS, "p95_s memory_MB handles threads cpu_s")
    while (now := time.monotonic()) < began + 60 * minutes:
        await asyncio.sleep(60)
        held.append(held_by(server))
        slow = percentile(evening.times, 0.95) if evening.times else 0.0
        own = "{:.2f} {:.0f} {} {} {:.0f}".format(slow, *held[-1])
        print(round((now - began) / 60) + 1, len(evening.failed), *(evening.met[s] for s in SORTS), own, flush=True)
        evening.times.clear()
    await asyncio.wait(tasks, timeout=PATIENCE)  # they end what they began
    return held


def flat(held: list[Held]) -> bool:
    """Whether the last quarter holds no more memory, handles and threads than the second, but for `GROWTH`."""
    second, last = held[len(held) // 4 : len(held) // 2] or held, held[-max(1, len(held) // 4) :]
    middles = [[statistics.median(line[what] for line in part) for part in (second, last)] for what in range(3)]
    print("second quarter and last: memory {} MB, handles {}, threads {}".format(*middles))
    return all(after <= GROWTH * before for before, after in middles)


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=120)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--think", type=float, default=15, help="mean seconds between two things that a person does")
    parser.add_argument("--data", type=Path, help="an index to copy; else one is made of the sample papers")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="scrutiny-soak-", ignore_cleanup_errors=True) as folder:
        data, port, log = Path(folder, "data"), str(free_port()), Path(folder, "server.log")
        if given.data:
            shutil.copytree(given.data, data)
        else:
            scrutiny("index", "--data", str(data), str(PACKS))
        address, serve = f"http://localhost:{port}", ("serve", "--data", str(data), "--port", port)
        with log.open("w") as said:
            server = subprocess.Popen([sys.executable, "-m", "app.cli", *serve], cwd=ROOT, stdout=said, stderr=said)
        try:
            for _ in range(600):
                with suppress(httpx.HTTPError):
                    if httpx.get(f"{address}/_stcore/health").is_success:
                        break
                time.sleep(0.1)
            evening = Evening(address, given.think)
            held = asyncio.run(watch(evening, server.pid, given.minutes, given.users))
        finally:
            server.terminate()
            server.wait(30)
        told = [line for line in log.read_text().splitlines() if "Traceback" in line or "failed" in line]
    print(f"failed: {len(evening.failed)}", *evening.failed[:20], sep="\n  ")
    print(f"the server's log tells of {len(told)} faults", *told[:20], sep="\n  ")
    return int(bool(evening.failed or told) or not flat(held))


if __name__ == "__main__":
    sys.exit(main())
