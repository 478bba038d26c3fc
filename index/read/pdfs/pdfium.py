"""PDFium may be called from one thread at a time: whoever calls it holds this lock, readers and page images alike."""

from __future__ import annotations

import threading

PDFIUM = threading.RLock()
