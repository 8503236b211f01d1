"""A story: steps through the picture, written by hand as YAML.

    steps:
      - title: 防汛
        caption: 七月的一次推进会。
        nodes: [梁景和, 防汛工作推进会]

Invariants. A story is text: nothing in the file can run. All faults of a file are reported at once.
"""

from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from graph.errors import InputError
from graph.viewer.cut import Network, key_of

Words = Annotated[str, StringConstraints(max_length=2_000)]


class Step(BaseModel):
    """One step: what it is called, what is said, and the nodes (keys or names) that stand out."""

    model_config = ConfigDict(extra="forbid")

    title: Words = ""
    caption: Words = ""
    nodes: list[Words] = Field(default_factory=list, max_length=500)


class Story(BaseModel):
    """Steps in the order in which they are read."""

    model_config = ConfigDict(extra="forbid")

    steps: list[Step] = Field(min_length=1, max_length=200)


def read_story(path: Path, network: Network) -> list[dict[str, Any]]:
    """Read a story and find its nodes in the network; what ``view(…, story=…)`` takes.

    Raises ``InputError`` with all faults: not YAML, not steps, names that mean nothing or more than one thing.
    """
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
        story = Story.model_validate({"steps": found} if isinstance(found, list) else found)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(f"{path}: {' '.join(str(error).split())}") from None
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, e['loc'])) or 'story'}: {e['msg']}" for e in error.errors(include_url=False)]
        raise InputError(f"{path}: {'; '.join(faults)}") from None
    steps, faults = [], []
    for number, step in enumerate(story.steps, 1):
        keys = []
        for name in step.nodes:
            try:
                keys.append(key_of(network, name))
            except InputError as error:
                faults.append(f"step {number}: {error}")
        steps.append({"title": step.title, "caption": step.caption, "nodes": keys})
    if faults:
        raise InputError(f"{path}: {'; '.join(faults)}")
    return steps
