"""Extractors for the tests of many files: small, real, and importable by the processes that the tests start."""

import os
import time

from graph.model import InputError, MeetingReport
from loaders.document import Document


class FirstName:
    """Takes the first two characters of a text for a name; fails on some words, as extractors do."""

    name, version = "first-name", "7"

    def extract(self, document: Document) -> MeetingReport:
        if "炸" in document.raw:
            raise ZeroDivisionError("炸了")
        if "拒" in document.raw:
            raise InputError("not this one")
        if "死" in document.raw:
            os._exit(7)
        return MeetingReport.model_validate({"id": "?", "officials": [{"name": document.raw[:2]}]})


class InThreads(FirstName):
    """The same, for threads."""

    in_threads = True


class Unpicklable(FirstName):
    """The same, and no process but this one can have it."""

    def __init__(self) -> None:
        self.hook = lambda text: text


class Slow(FirstName):
    """The same, in no hurry: ``TRIAL_SECONDS`` for each text."""

    def extract(self, document: Document) -> MeetingReport:
        time.sleep(float(os.environ.get("TRIAL_SECONDS", "0")))
        return super().extract(document)


made = FirstName()
no_extractor = 3
