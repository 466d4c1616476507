"""The part of SARIF 2.1.0 that we write, as a JSON Schema: names and duties from the standard, nothing else allowed."""

from typing import Any


def _record(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **(optional or {})},
        "additionalProperties": False,
    }


def _list(item: dict[str, Any], least: int = 0) -> dict[str, Any]:
    return {"type": "array", "items": item, "minItems": least}


_TEXT = {"type": "string", "minLength": 1}
_FROM_ONE = {"type": "integer", "minimum": 1}
# A relative reference: no scheme, no leading slash, nothing that has to be percent-encoded (RFC 3986, section 3.3).
_URI = {"type": "string", "pattern": r"^(?!/)(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+$"}
_MESSAGE = _record({"text": _TEXT}, {"markdown": _TEXT})
_RULE = _record({"id": _TEXT}, {"shortDescription": _record({"text": _TEXT}), "help": _MESSAGE})
_PLACE = _record(
    {
        "artifactLocation": _record({"uri": _URI}, {"uriBaseId": _TEXT}),
        "region": _record({"startLine": _FROM_ONE}, {"startColumn": _FROM_ONE}),
    }
)
_RESULT = _record(
    {"message": _record({"text": _TEXT})},
    {
        "ruleId": _TEXT,
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "locations": _list(_record({"physicalLocation": _PLACE}), 1),
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
        "properties": {"type": "object"},
    },
)
_DRIVER = _record({"name": _TEXT}, {"version": _TEXT, "rules": _list(_RULE)})
_RUN = _record(
    {"tool": _record({"driver": _DRIVER})},
    {"columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]}, "results": _list(_RESULT)},
)

SHAPE = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    **_record({"version": {"const": "2.1.0"}, "runs": _list(_RUN)}, {"$schema": _TEXT}),
}
