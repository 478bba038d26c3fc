#!/bin/sh
# Puts a Chromium in place for the browser tests, where that can be done without asking: Debian, as root.
# Anywhere else the browser tests skip and say so; nothing fails for want of a browser.
set -eu
if command -v chromium >/dev/null 2>&1; then exit 0; fi
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing Chromium for the browser tests…"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium >/dev/null \
        || echo "Chromium could not be installed; the browser tests will be skipped."
else
    echo "No chromium here and no right to install one; the browser tests will be skipped."
fi
