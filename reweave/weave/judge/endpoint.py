"""An OpenAI-compatible endpoint, asked through the `openai` client: its retries with backoff, its timeouts."""

from collections.abc import Mapping
from typing import Any

from reweave.config.judge import JudgeConfig
from reweave.errors import ReweaveError
from reweave.extras import require
from reweave.network import require_network
from reweave.weave.judge.budget import Tokens
from reweave.weave.judge.model import JudgeRequest, UnansweredError

_SHOWN = 300


class Endpoint:
    """The endpoint of a configuration. Its methods may be called from several threads."""

    def __init__(self, config: JudgeConfig, environment: Mapping[str, str]) -> None:
        """Make the client.

        Raises:
            ReweaveError: the network is forbidden, the variable for the key is not set, or the client is not installed.
        """
        require_network("the judge")
        variable = config.key_variable
        self._key = environment.get(variable, "") if variable else ""
        if variable and not self._key:
            raise ReweaveError(
                f"the environment variable {variable} is not set",
                code="judge-key-missing",
                suggestion='set it, or key-env = "" in [judges] of your configuration for an endpoint without a key',
            )
        require("judge", "the judge")
        import openai

        self._config = config
        self._client = openai.OpenAI(
            api_key=self._key or "none",
            base_url=config.url,
            timeout=config.timeout,
            max_retries=config.retries,
        )

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def ask(self, request: JudgeRequest) -> tuple[str, Tokens | None]:
        """Send one request; return the text of the answer, and the tokens that the endpoint counted, if it did.

        Raises:
            UnansweredError: no answer came to this request.
            ReweaveError: the endpoint refuses every request (a wrong key, no such model).
        """
        import openai

        options: dict[str, Any] = {"messages": request.messages}
        if self._config.answers == "json-schema":
            schema = {"name": "relations", "strict": True, "schema": request.schema}
            options["response_format"] = {"type": "json_schema", "json_schema": schema}
        elif self._config.answers == "json-object":
            options["response_format"] = {"type": "json_object"}
        try:
            reply: Any = self._client.chat.completions.create(
                model=self._config.model,
                max_completion_tokens=request.answer_tokens,
                **options,
            )
        except (openai.AuthenticationError, openai.PermissionDeniedError, openai.NotFoundError) as error:
            raise ReweaveError(
                f"the judge at {self._config.url} refused the request: {self._safe(error)}",
                code="judge-refused",
                suggestion="check url, model and key-env in [judges] of your configuration",
            ) from error
        except (openai.OpenAIError, ValueError) as error:
            raise UnansweredError(self._why(error)) from error
        text = _text(reply)
        if not text:
            raise UnansweredError("the reply has no text")
        return text, _tokens(reply)

    def _why(self, error: Exception) -> str:
        import openai

        if isinstance(error, openai.APITimeoutError):
            return f"no answer within {self._config.timeout:g} seconds"
        if isinstance(error, openai.APIConnectionError):
            return "the connection failed"
        if isinstance(error, openai.RateLimitError):
            return f"too many requests: {self._safe(error)}"
        return self._safe(error)

    def _safe(self, error: Exception) -> str:
        """Return an error's text on one line, without the key, which some endpoints repeat."""
        text = " ".join(str(error).split())
        return (text.replace(self._key, "***") if self._key else text)[:_SHOWN]


def _text(reply: Any) -> str:
    """Return the text of a reply, whatever a server made of it: empty where there is none."""
    choices = getattr(reply, "choices", None)
    message = getattr(choices[0], "message", None) if isinstance(choices, list) and choices else None
    content = getattr(message, "content", None)
    return content if isinstance(content, str) else ""


def _tokens(reply: Any) -> Tokens | None:
    usage = getattr(reply, "usage", None)
    sent, received = getattr(usage, "prompt_tokens", None), getattr(usage, "completion_tokens", None)
    if isinstance(sent, int) and isinstance(received, int) and sent >= 0 and received >= 0:
        return Tokens(sent, received)
    return None
