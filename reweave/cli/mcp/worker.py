"""The process that keeps the vault: one request a line on stdin, one answer a line on stdout.

It is a process of its own, so that the server stays responsive, and a call that takes too long can be ended.
"""

import io
import json
import os
import sys
from pathlib import Path
from typing import Any

from reweave.cli.mcp.vault_calls import VaultCalls
from reweave.cli.program import failure
from reweave.output.document import document, error_json
from reweave.streams import open_streams


def main() -> None:
    """Answer until stdin ends. What a call prints is part of its answer."""
    open_streams()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    calls = VaultCalls(Path(sys.argv[1]))
    for line in sys.stdin.buffer:
        answers.write(json.dumps(_answered(calls, json.loads(line))).encode("ascii") + b"\n")
        answers.flush()


def _answered(calls: VaultCalls, request: dict[str, Any]) -> dict[str, Any]:
    messages, sys.stderr = sys.stderr, io.StringIO()
    try:
        answer = getattr(calls, request["name"])(**request["arguments"])
        found = {"answer": json.loads(document(None, answer))}
    except Exception as error:
        found = json.loads(error_json(failure(error)))
    finally:
        said, sys.stderr = sys.stderr, messages
    return {**found, "said": said.getvalue()}


if __name__ == "__main__":
    main()
