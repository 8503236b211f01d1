"""A second reader: a language model behind any OpenAI-compatible endpoint (extra ``[llm]``)."""

from loaders.llm.client import Budget
from loaders.llm.extractor import LLMExtractor

__all__ = ["Budget", "LLMExtractor"]
