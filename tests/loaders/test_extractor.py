import pytest

from graph.model import InputError
from loaders.extractor import default_extractor, extractor_named


def test_extractors_by_name() -> None:
    assert extractor_named("rules").name == default_extractor().name == "rules"
    assert extractor_named("tests.loaders.trial:FirstName").name == "first-name"
    assert extractor_named("tests.loaders.trial:made").version == "7"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("magic", "known are rules and llm"),
        ("no_such_module_here:x", "No module named"),
        ("tests.loaders.trial:nobody", "has no 'nobody'"),
        ("tests.loaders.trial:no_extractor", "needs a name, a version and extract"),
    ],
)
def test_wrong_names_are_explained(name: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        extractor_named(name)
