"""A browser's tab without a browser: a plain client of the protocol that the page and its server speak."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

PATIENCE = 120.0  # seconds that anything may take


class Failed(Exception):
    """The page said that something went wrong, or did not come."""


class Visit:
    """A browser's tab: the widgets of its last drawing, and what is done in it."""

    def __init__(self, socket: Any, web: httpx.AsyncClient) -> None:
        self._socket, self._web = socket, web
        self._page, self._query, self._session = "", "", ""
        self._again: dict[str, float] = {}  # the parts that ask to be drawn again, and after how many seconds
        self.widgets: dict[str, str] = {}  # ids of buttons and boxes, with their kind

    async def open(self, page: str) -> None:
        """Go to a page by its address."""
        self._page, self._query = "", ""
        await self._run(BackMsg(), page_name=page)

    async def act(self, *states: WidgetState) -> None:
        """Press or fill in, and have drawn again what asks to be until nothing does."""
        message, until = BackMsg(), time.monotonic() + PATIENCE
        message.rerun_script.widget_states.widgets.extend(states)
        await self._run(message)
        while self._again:
            if time.monotonic() > until:
                raise Failed("a part of a page asked to be drawn again for too long")
            await asyncio.sleep(min(self._again.values()))
            for fragment in tuple(self._again):
                message = BackMsg()
                message.rerun_script.fragment_id, message.rerun_script.is_auto_rerun = fragment, True
                await self._run(message)
                if fragment not in self._again:
                    break

    async def press(self, id: str) -> None:
        """Press a button."""
        await self.act(WidgetState(id=id, trigger_value=True))

    def widget(self, part: str) -> str:
        """The id of the widget whose key, or kind, has these words."""
        return next((id for id, kind in self.widgets.items() if part in id or part == kind), "")

    async def upload(self, name: str, content: bytes) -> WidgetState:
        """Send a file; the state of the box it then lies in."""
        request = BackMsg()
        request.file_urls_request.request_id, request.file_urls_request.session_id = name, self._session
        request.file_urls_request.file_names.append(name)
        await self._socket.send(request.SerializeToString())
        while (message := await self._next()).WhichOneof("type") != "file_urls_response":
            pass
        (urls,) = message.file_urls_response.file_urls
        token = {"X-Xsrftoken": self._web.cookies.get("_streamlit_xsrf", "")}
        (await self._web.put(urls.upload_url, files={name: (name, content)}, headers=token)).raise_for_status()
        state = WidgetState(id=self.widget("file_uploader"))
        info = state.file_uploader_state_value.uploaded_file_info.add(name=name, size=len(content))
        info.file_id = urls.file_id
        info.file_urls.CopyFrom(urls)
        return state

    async def _next(self) -> ForwardMsg:
        return ForwardMsg.FromString(await asyncio.wait_for(self._socket.recv(), PATIENCE))

    async def _run(self, message: BackMsg, page_name: str = "") -> None:
        run, said = message.rerun_script, list[str]()
        run.query_string, run.page_script_hash, run.page_name = self._query, self._page, page_name
        if not run.fragment_id:
            self._again, self.widgets = {}, {}
        await self._socket.send(message.SerializeToString())
        while True:
            came = await self._next()
            kind = came.WhichOneof("type")
            if kind == "script_finished":
                if came.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    break
                self._again, self.widgets = {}, {}
            elif kind == "delta" and came.delta.WhichOneof("type") == "new_element":
                self._note(came.delta.new_element, said)
            elif kind == "page_not_found":
                said.append("page not found")
            else:
                self._heed(came, str(kind))
        if said:
            raise Failed(" / ".join(said))

    def _heed(self, came: ForwardMsg, kind: str) -> None:
        if kind == "new_session":
            self._session = came.new_session.initialize.session_id or self._session
        elif kind == "navigation":
            self._page = came.navigation.page_script_hash
        elif kind == "page_info_changed":
            self._query = came.page_info_changed.query_string
        elif kind == "auto_rerun":
            self._again[came.auto_rerun.fragment_id] = came.auto_rerun.interval
        elif kind == "stop_auto_rerun":
            for fragment in came.stop_auto_rerun.fragment_ids:
                self._again.pop(fragment, None)

    def _note(self, element: Any, said: list[str]) -> None:
        kind = element.WhichOneof("type")
        if kind == "exception":
            said.append(element.exception.message)
        elif kind == "alert" and element.alert.format == element.alert.ERROR:
            said.append(element.alert.body)
        elif kind in ("button", "chat_input", "file_uploader"):
            self.widgets[getattr(element, kind).id] = kind
