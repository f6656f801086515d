"""Is it shaped like a descriptor? The schema in data/reference answers; here its answer becomes a sentence."""

from __future__ import annotations

import difflib
import functools
import json
from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator, ValidationError, validators

from buurtbeeld.settings import ROOT

FILE = ROOT / "data" / "reference" / "descriptor.schema.json"
NEAR = 0.85
"""Words that are so alike are one word, written in two ways (difflib's ratio)."""

_TYPES = {
    "string": "a valid string",
    "boolean": "a valid boolean",
    "integer": "a valid integer",
    "number": "a valid number",
    "array": "a valid list",
    "object": "an object between { and }",
}
_LONGEST = 60


@functools.cache
def schema() -> dict[str, Any]:
    """As an editor reads it. Two of its words are ours: nearMisses, and expected, which is what to say of a fault."""
    return dict(json.loads(FILE.read_text(encoding="utf-8")))


def fault(given: object) -> str:
    """What is wrong with the shape of a descriptor, in a sentence: the first thing in the order of the schema. Empty
    where nothing is. What the words mean together is not looked at."""
    words = list(schema()["properties"])
    faults = _validator().iter_errors(given)
    # A fault of the descriptor as a whole has no place, and comes first.
    first = min(faults, key=lambda each: words.index(_place(each)[0]) if _place(each) else -1, default=None)
    return "" if first is None else _sentence(first)


@functools.cache
def _validator() -> Draft202012Validator:
    return validators.extend(Draft202012Validator, {"nearMisses": _near_misses})(schema())


def _near_misses(_validator: object, _on: bool, given: object, schema: dict[str, Any]) -> Iterator[ValidationError]:
    """Frictionless allows words of one's own; one that nearly is ours is a slip of the pen and would be lost."""
    ours = schema["properties"]
    for word in given if isinstance(given, dict) else ():
        near = difflib.get_close_matches(word, ours, n=1, cutoff=NEAR)
        if word not in ours and near:
            yield ValidationError(f"the word '{near[0]}' instead of '{word}'")


def _place(error: ValidationError) -> list[str | int]:
    """Where it is: words, and places in lists. Of a word that is absent: where it should be."""
    place = list(error.absolute_path)
    if error.validator != "required":
        return place
    return [*place, next(word for word in error.validator_value if word not in error.instance)]


def _sentence(error: ValidationError) -> str:
    words = _place(error)
    # The columns are all that a schema is for: where it is absent, they are.
    words = ["schema", "fields"] if words == ["schema"] and _absent(error) else words
    within = words[1:] if words[:2] == ["schema", "fields"] and len(words) > 2 else words
    where = ".".join(str(each + 1) if isinstance(each, int) else each for each in within) or "the file"
    if _absent(error):
        return f"'{where}' is needed and is not there. {_next(where)}"
    value = repr(error.instance)
    value = value if len(value) <= _LONGEST else f"{value[: _LONGEST - 3]}..."
    return f"'{where}' should be {_expected(error)}; found {value}. Change it there."


def _absent(error: ValidationError) -> bool:
    return error.validator == "required" or error.instance is None


def _expected(error: ValidationError) -> str:
    if error.validator == "nearMisses":
        return str(error.message)
    if error.validator == "type":
        types = error.validator_value
        return _TYPES[types if isinstance(types, str) else types[0]]
    words = error.schema.get("expected", "")
    if error.validator == "enum":
        choices = [each for each in error.validator_value if each is not None]
        return f"{words} {', '.join(choices)}" if words else _one_of([repr(each) for each in choices])
    return str(words)


def _one_of(choices: list[str]) -> str:
    return f"{', '.join(choices[:-1])} or {choices[-1]}"


def _next(where: str) -> str:
    words = schema()["properties"]
    return {
        "format": f"The name in 'path' does not tell it; set 'format' to one of {', '.join(words['format']['enum'])}.",
        "kind": f"Set it to one of {', '.join(words['kind']['enum'])}.",
        "schema.fields": "List the columns with what they feed; 'python -m etl describe FILE' proposes them.",
    }.get(where, "Add it.")
