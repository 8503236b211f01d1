"""The extractor that asks a language model for the same record.

Invariant: the model proposes, the text decides (``answer.record_of``); an answer that breaks the schema is asked for
once more and then rejects the document.
"""

import hashlib
import os
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, Self

import orjson
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.model import InputError, LimitError, MeetingReport
from loaders.document import Document
from loaders.llm.answer import Answer, record_of
from loaders.llm.cache import Cache
from loaders.llm.client import Budget, Client
from loaders.text import clean

_ASKED = 2  # times, where the answer breaks the schema


class _Environment(BaseSettings):
    """``HUIYI_LLM_URL``, ``HUIYI_LLM_MODEL``…; the key is read where it is used"""

    model_config = SettingsConfigDict(env_prefix="HUIYI_LLM_")

    url: str
    model: str
    cache: Path = Path(".huiyi-llm")
    max_requests: int = Field(1_000, ge=0)
    max_tokens: int = Field(5_000_000, ge=0)
    timeout: float = Field(120, gt=0)
    retries: int = Field(4, ge=0, le=20)


class LLMExtractor:
    """Reads by asking ``model`` at ``url`` (the base address: ``https://…/v1``).

    The key comes from ``HUIYI_LLM_KEY`` and from nowhere else. ``cache`` is a folder of answers, None for none.
    Raises ``LimitError`` for a text over ``max_chars`` and past the ``budget``.
    """

    name = "llm"
    in_threads = True

    def __init__(
        self,
        url: str,
        model: str,
        *,
        cache: Path | None = None,
        budget: Budget | None = None,
        timeout: float = 120,
        retries: int = 4,
        max_chars: int = 30_000,
    ) -> None:
        self.model = model
        self.budget = budget or Budget()
        self._cache = Cache(cache) if cache else None
        self._client = Client(url, key=_key(), budget=self.budget, timeout=timeout, retries=retries)
        self._max_chars = max_chars

    @classmethod
    def from_environment(cls) -> Self:
        """The extractor that ``HUIYI_LLM_…`` describe; raises ``InputError`` that names what is missing."""
        try:
            given = _Environment()
        except ValidationError as error:
            faults = "; ".join(f"HUIYI_LLM_{'.'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors())
            raise InputError(f"the LLM extractor is set up in the environment: {faults}") from None
        budget = Budget(given.max_requests, given.max_tokens)
        return cls(
            given.url, given.model, cache=given.cache, budget=budget, timeout=given.timeout, retries=given.retries
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    @cached_property
    def prompt(self) -> str:
        """What the model is told."""
        return (files(__package__) / "prompt.txt").read_text("utf-8")

    @cached_property
    def schema(self) -> dict[str, Any]:
        """The JSON schema of the answer."""
        return Answer.model_json_schema()

    @property
    def version(self) -> str:
        """The model and a digest of prompt and schema: another version may read otherwise."""
        told = self.prompt.encode() + orjson.dumps(self.schema, option=orjson.OPT_SORT_KEYS)
        return f"{self.model}+{hashlib.blake2b(told, digest_size=4).hexdigest()}"[:200]

    def extract(self, document: Document) -> MeetingReport:
        """The record of a document, each string of it found in the text."""
        text = clean(document.raw).text
        if len(text) > self._max_chars:
            raise LimitError(f"{len(text)} characters: too long for the LLM extractor (max_chars={self._max_chars})")
        published = f"(published: {document.published})\n" if document.published else ""
        return record_of(self._answer(published + text), document)

    def _answer(self, text: str) -> Answer:
        question = (text, self.prompt, orjson.dumps(self.schema, option=orjson.OPT_SORT_KEYS).decode(), self.model)
        if self._cache and (kept := self._cache.get(*question)) is not None:
            try:
                return Answer.model_validate_json(kept)
            except ValidationError:  # of an older version, or spoilt: ask again
                pass
        fault = ""
        for _ in range(_ASKED):
            content = self._client.ask(self._body(text), len(text) + len(self.prompt) + 1_000)
            try:
                answer = Answer.model_validate_json(_bare(content))
            except ValidationError as error:
                first = error.errors(include_url=False, include_input=False)[0]
                fault = f"{'.'.join(map(str, first['loc'])) or 'answer'}: {first['msg']}"
                continue
            if self._cache:
                self._cache.put(answer.model_dump_json(), *question)
            return answer
        raise InputError(f"the model {self.model} answered {_ASKED} times against the schema: {fault}")

    def _body(self, text: str) -> dict[str, Any]:
        return {
            "model": self.model,
            "temperature": 0,
            "messages": [{"role": "system", "content": self.prompt}, {"role": "user", "content": text}],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "meeting_report", "schema": self.schema, "strict": True},
            },
        }


def _key() -> str | None:
    return os.environ.get("HUIYI_LLM_KEY") or None


def _bare(content: str) -> str:
    """The JSON of an answer that was fenced all the same."""
    return content.strip().removeprefix("```json").removeprefix("```").removesuffix("```").strip()
