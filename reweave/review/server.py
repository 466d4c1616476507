"""The page of a review on the loopback interface, which takes its plan back."""

import hmac
import io
import json
import secrets
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock
from typing import Any

from reweave.errors import ReweaveError
from reweave.plan.plan import Plan
from reweave.plan.reader import read_plan
from reweave.review.card import Review
from reweave.review.kept import state_of
from reweave.review.page_file import Serving, page_html, page_policy
from reweave.review.session import State

IDLE_SECONDS = 30 * 60
_LONGEST_PLAN = 64 * 1024 * 1024
_REQUEST_SECONDS = 20
_CHECK_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a plan: whether it was written, in one sentence, and details."""

    done: bool
    message: str
    lines: Sequence[str] = ()


class ReviewServer(ThreadingHTTPServer):
    """Serves one review under a random address, until its plan was written or nobody asked for a while.

    Only requests with this address count, whose `Host` is the loopback interface's, and whose `Origin`, which every
    POST needs, is the page's own: a page elsewhere can neither read the review nor send a plan, by whatever name it
    reaches this port. A plan may only hold operations that the review offers.
    """

    # A browser opens connections ahead of use; one that is silent must not hold up the others, or the end.
    daemon_threads = True

    def __init__(
        self,
        review: Review,
        serving: Serving,
        write: Callable[[Plan], Written],
        stale: Callable[[], Collection[str]],
        keep: Callable[[Mapping[str, State]], None],
        *,
        idle: float = IDLE_SECONDS,
    ) -> None:
        """Take a free port. `write` carries a plan out; `stale` gives the ids of cards whose notes changed since.

        `keep` is given what is decided so far, by the ids of cards, after each decision.
        """
        super().__init__(("127.0.0.1", 0), _Handler)
        self.token = secrets.token_urlsafe(24)
        self.page = page_html(review, serving).encode()
        self.policy = page_policy(serving)
        self.offered = {one for card in review.cards for choice in card.choices for one in choice.operations}
        self.write, self.stale = write, stale
        self._keep = keep
        self.has_ended = Event()
        self._lock = Lock()
        self._idle = idle
        self._asked = time.monotonic()

    @property
    def origin(self) -> str:
        """The origin of the page."""
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def address(self) -> str:
        """The address to open."""
        return f"{self.origin}/{self.token}/"

    def run(self) -> bool:
        """Serve until the plan was written (true), or nobody asked for too long."""
        self.timeout = _CHECK_SECONDS
        while not self.has_ended.is_set() and time.monotonic() - self._asked < self._idle:
            self.handle_request()
        return self.has_ended.is_set()

    def asked(self) -> None:
        """Remember that the page is in use."""
        self._asked = time.monotonic()

    def take(self, body: bytes) -> Written:
        """Carry out a plan that the page sent."""
        try:
            plan = read_plan(io.BytesIO(body), "the plan")
            if not self.offered.issuperset(plan.operations):
                return Written(False, "the plan holds an operation that this review does not offer")
            with self._lock:
                return Written(False, "written already") if self.has_ended.is_set() else self.write(plan)
        except ReweaveError as error:
            return Written(False, str(error))

    def keep(self, body: bytes) -> bool:
        """Take over what is decided so far; return whether the page sent that."""
        try:
            found = json.loads(body)
        except (ValueError, RecursionError):
            return False
        states = {id: state_of(one) for id, one in found.items()} if isinstance(found, dict) else {"": None}
        with self._lock:
            if not self.has_ended.is_set():
                self._keep({id: state for id, state in states.items() if state is not None})
        return None not in states.values()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore a connection that broke off."""


class _Handler(BaseHTTPRequestHandler):
    server: ReviewServer
    timeout = _REQUEST_SECONDS
    server_version = "reweave"
    sys_version = ""

    def do_GET(self) -> None:
        """Send the page, or the ids of stale cards."""
        match self._name():
            case "":
                self._send(HTTPStatus.OK, "text/html; charset=utf-8", self.server.page)
            case "stale":
                self._send_json(HTTPStatus.OK, sorted(self.server.stale()))
            case _:
                self._refuse(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        """Take the plan, or what is decided so far."""
        name = self._name()
        if name not in ("apply", "keep"):
            return self._refuse(HTTPStatus.NOT_FOUND)
        if self.headers.get_all("Origin") != [self.server.origin]:
            return self._refuse(HTTPStatus.FORBIDDEN)
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()) or int(length) > _LONGEST_PLAN:
            return self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        body = self.rfile.read(int(length))
        if name == "keep":
            return self._send_json(HTTPStatus.OK if self.server.keep(body) else HTTPStatus.BAD_REQUEST, {})
        written = self.server.take(body)
        answer = {"done": written.done, "message": written.message, "lines": list(written.lines)}
        self._send_json(HTTPStatus.OK, answer)
        if written.done:
            self.server.has_ended.set()

    def _name(self) -> str | None:
        """Return what is asked for below the address; `None` where the request is not the page's."""
        host = self.headers.get_all("Host") or []
        origin = self.headers.get_all("Origin") or []
        own = self.server.origin
        if host != [own.removeprefix("http://")] or origin not in ([], [own]):
            return None
        token, slash, name = self.path.removeprefix("/").partition("/")
        if not slash or not hmac.compare_digest(token.encode(), self.server.token.encode()):
            return None
        self.server.asked()
        return name

    def _refuse(self, status: HTTPStatus) -> None:
        self.close_connection = True
        self._send(status, "text/plain; charset=utf-8", f"{status.phrase}\n".encode())

    def _send_json(self, status: HTTPStatus, value: object) -> None:
        self._send(status, "application/json", json.dumps(value).encode())

    def _send(self, status: HTTPStatus, kind: str, body: bytes) -> None:
        self.send_response(status)
        headers = {
            "Content-Type": kind,
            "Content-Length": str(len(body)),
            "Content-Security-Policy": f"{self.server.policy}; frame-ancestors 'none'",
            "Cache-Control": "no-store",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
        }
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing: the address is a secret."""
