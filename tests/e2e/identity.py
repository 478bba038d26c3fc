"""A page that people sign in to: an identity provider of its own on this machine, and a paper not all may see."""

from __future__ import annotations

import json
import secrets
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.e2e.server import free_port, scrutiny, serving
from tests.places import SAMPLE

EXEMPT = next((SAMPLE.parent / "exempt").glob("*.pdf"))
USERS: tuple[dict[str, Any], ...] = (
    {"sub": "officer", "email": "officer@example.org", "email_verified": True, "role": "officer"},
    {"sub": "member", "email": "member@example.org", "email_verified": True, "role": "member"},
    {"sub": "admin", "email": "admin@example.org", "email_verified": True, "role": ["admin"]},
)


@dataclass(frozen=True)
class Site:
    """The running page, and its data folder."""

    address: str
    data: Path


@contextmanager
def provider() -> Iterator[str]:
    """The address of an identity provider with three users."""
    port = free_port()
    users = [part for user in USERS for part in ("--user-claims", json.dumps(user))]
    process = subprocess.Popen(
        [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), *users],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://localhost:{port}"
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"{address}/.well-known/openid-configuration").close()
                break
            except OSError:
                time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


@contextmanager
def signed_site(data: Path) -> Iterator[Site]:
    """The page over the sample council's index with sign-in, an audit log, and a paper that only officers may see."""
    file, port = data.with_name("sign-in.toml"), free_port()
    scrutiny("restrict", str(EXEMPT), "--role", "officer", "--paragraph", "3", "--data", str(data))
    scrutiny("index", "--data", str(data), str(EXEMPT))
    with provider() as identity:
        file.write_text(
            f"""[auth]
redirect_uri = "http://localhost:{port}/oauth2callback"
cookie_secret = "{secrets.token_hex(32)}"
client_id = "scrutiny"
client_secret = "secret"
server_metadata_url = "{identity}/.well-known/openid-configuration"
"""
        )
        with serving(data, port, sign_in=str(file), audit_days="30") as address:
            yield Site(address, data)


def sign_in(page: Page, user: str) -> None:
    """Sign in on a page of the site as one of `USERS`, by `sub`."""
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=user, exact=True).click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
