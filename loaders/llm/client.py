"""One request to an OpenAI-compatible endpoint, until it answers or the budget is spent.

Invariants. Every request is paid from the budget *before* it is sent, a repeated one again. The key goes into one
header and nowhere else: not into errors, caches or other hosts (redirects are not followed). No answer is read past
``_ANSWER_BYTES`` or past the time allowed.
"""

import random
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from graph.model import InputError, LimitError, MissingExtraError

if TYPE_CHECKING:
    import httpx

_ANSWER_BYTES = 8_000_000
_PASSING = frozenset([408, 409, 425, 429, 500, 502, 503, 504, 529])
_LONGEST_WAIT = 60.0


@dataclass(slots=True)
class Budget:
    """How much may be asked: requests (repeated ones count) and tokens (as the endpoint counts them, else estimated).

    >>> budget = Budget(max_requests=1)
    >>> budget.reserve(10)
    >>> budget.reserve(10)
    Traceback (most recent call last):
    graph.errors.LimitError: the budget is spent: 1 of 1 requests; raise HUIYI_LLM_MAX_REQUESTS
    """

    max_requests: int = 1_000
    max_tokens: int = 5_000_000
    requests: int = 0
    tokens: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def reserve(self, tokens: int) -> None:
        """Take one request of about ``tokens`` out; raises ``LimitError`` where it is not there."""
        with self._lock:
            if self.requests >= self.max_requests:
                raise LimitError(
                    f"the budget is spent: {self.requests} of {self.max_requests} requests; "
                    "raise HUIYI_LLM_MAX_REQUESTS"
                )
            if self.tokens + tokens > self.max_tokens:
                raise LimitError(
                    f"the budget is spent: {self.tokens} of {self.max_tokens} tokens, and the next request needs about "
                    f"{tokens}; raise HUIYI_LLM_MAX_TOKENS"
                )
            self.requests += 1
            self.tokens += tokens

    def correct(self, reserved: int, used: int) -> None:
        """Put the number of tokens that a request took in the place of what was reserved for it."""
        with self._lock:
            self.tokens += used - reserved


class Client:
    """Asks ``url``/chat/completions; safe for several threads."""

    def __init__(self, url: str, *, key: str | None, budget: Budget, timeout: float, retries: int) -> None:
        try:
            import httpx  # noqa: PLC0415 - an extra
        except ImportError:
            raise MissingExtraError("the LLM extractor", "llm") from None
        if not url.startswith(("http://", "https://")):
            raise InputError(f"HUIYI_LLM_URL {url!r}: write the address of the endpoint: https://…/v1")
        if "@" in url:
            raise InputError("HUIYI_LLM_URL holds a name or password; put the key into HUIYI_LLM_KEY")
        self._url = url.rstrip("/") + "/chat/completions"
        self._timeout, self._retries, self.budget = timeout, retries, budget
        self._key = key
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._http = httpx.Client(headers=headers, timeout=timeout, follow_redirects=False)
        self._failures = (httpx.TransportError,)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def ask(self, body: dict[str, Any], estimate: int) -> str:
        """The content of the first choice.

        Raises ``InputError`` where no answer comes and ``LimitError`` where the budget is spent.
        """
        fault = ""
        for attempt in range(self._retries + 1):
            self.budget.reserve(estimate)
            wait: float | None = None
            try:
                status, wait, data = self._post(body)
            except self._failures as error:
                fault = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            else:
                if status == 200:
                    return self._content(data, estimate)
                fault = f"HTTP {status}: {data[:300].decode('utf-8', 'replace')}"
                if status not in _PASSING:
                    self.budget.correct(estimate, 0)
                    break
            self.budget.correct(estimate, 0)
            if attempt < self._retries:
                time.sleep(wait if wait is not None else random.uniform(0.5, 1) * min(30, 0.5 * 2**attempt))  # noqa: S311
        if self._key:
            fault = fault.replace(self._key, "***")  # some servers repeat what they refuse
        raise InputError(f"the endpoint {self._url} gave no answer: {fault}")

    def _post(self, body: dict[str, Any]) -> tuple[int, float | None, bytes]:
        """Status, seconds to wait where the endpoint says so, and the body of the answer."""
        ends = time.monotonic() + self._timeout
        with self._http.stream("POST", self._url, json=body) as answer:
            data = bytearray()
            for part in answer.iter_bytes():
                data += part
                if len(data) > _ANSWER_BYTES:
                    raise InputError(f"the endpoint {self._url} answered more than {_ANSWER_BYTES} bytes")
                if time.monotonic() > ends:  # a server may drip for ever without one read timing out
                    raise self._failures[0](f"no whole answer in {self._timeout:g} s")
            return answer.status_code, _retry_after(answer), bytes(data)

    def _content(self, data: bytes, estimate: int) -> str:
        try:
            answer = orjson.loads(data)
            content = answer["choices"][0]["message"]["content"]
        except (orjson.JSONDecodeError, KeyError, IndexError, TypeError):
            raise InputError(f"the endpoint {self._url} does not speak this protocol: {data[:200]!r}") from None
        usage = answer.get("usage") or {}
        used = usage.get("total_tokens")
        if isinstance(used, int) and used >= 0:
            self.budget.correct(estimate, used)
        if not isinstance(content, str):
            raise InputError(f"the endpoint {self._url} answered without text")
        return content


def _retry_after(answer: "httpx.Response") -> float | None:
    value = answer.headers.get("retry-after", "")
    return min(float(value), _LONGEST_WAIT) if value.isascii() and value.isdigit() else None
