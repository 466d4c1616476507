"""A small OpenAI-compatible server on loopback: it answers what a test says, and remembers what it was asked."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Answer:
    """A reply to one request. `cut` ends the connection in the midst of it, `hang` never answers."""

    content: str | None = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    usage: tuple[int, int] | None = (100, 20)
    cut: bool = False
    hang: bool = False


Script = Callable[[dict[str, Any]], Answer]


def says(relation: str, quote: str, confidence: float = 0.9) -> Answer:
    """Return a well-formed answer."""
    return Answer(json.dumps({"quote": quote, "relation": relation, "confidence": confidence}))


def always(answer: Answer) -> Script:
    """Return a script that gives the same answer to every request."""
    return lambda request: answer


@dataclass
class Server:
    """A running server: its address, and the requests (with their headers) that it got."""

    url: str
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    most_at_once: int = 0

    def prompts(self) -> list[str]:
        """Return what the user's message of each request said."""
        return [str(one["messages"][1]["content"]) for one in self.requests]


@contextmanager
def serving(script: Script) -> Iterator[Server]:
    """Serve on a free port of the loopback for as long as the block runs."""
    lock, stopped = threading.Lock(), threading.Event()
    at_once = 0

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            nonlocal at_once
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with lock:
                at_once += 1
                server.most_at_once = max(server.most_at_once, at_once)
                server.requests.append({**request, "path": self.path})
                server.headers.append({name.lower(): value for name, value in self.headers.items()})
            try:
                self._answer(script(request))
            finally:
                with lock:
                    at_once -= 1

        def _answer(self, answer: Answer) -> None:
            if answer.hang:
                stopped.wait(30)
                self.close_connection = True
                return
            body = answer.body if answer.body is not None else _completion(answer)
            self.send_response(answer.status)
            for name, value in {"Content-Type": "application/json", **answer.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if answer.cut else body)
            if answer.cut:
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)

        def log_message(self, format: str, *args: object) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    server = Server(f"http://127.0.0.1:{httpd.server_address[1]}/v1")
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        stopped.set()
        httpd.shutdown()
        httpd.server_close()
        thread.join()


def _completion(answer: Answer) -> bytes:
    if answer.status != 200:
        return json.dumps({"error": {"message": answer.content or "no", "type": "error", "code": None}}).encode()
    data: dict[str, Any] = {
        "id": "1",
        "object": "chat.completion",
        "created": 1,
        "model": "small",
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": answer.content}}],
    }
    if answer.usage is not None:
        data["usage"] = {
            "prompt_tokens": answer.usage[0],
            "completion_tokens": answer.usage[1],
            "total_tokens": sum(answer.usage),
        }
    return json.dumps(data).encode()
