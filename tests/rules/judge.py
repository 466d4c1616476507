"""A judge that shares no code with reweave: PyYAML for data, and its own search for the fences."""

import re

import yaml

_BLOCK = re.compile(rb"\A(\xef\xbb\xbf)?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)


def split(source: bytes) -> tuple[bytes, bytes, bytes]:
    """Return what stands before the frontmatter, the frontmatter, and what stands behind it."""
    found = _BLOCK.match(source)
    assert found is not None
    return source[: found.start(2)], found[2], source[found.end(2) :]


def data(source: bytes) -> object:
    """Return the frontmatter as PyYAML composes it: tags, values and order, with aliases followed."""
    node = yaml.compose(split(source)[1].decode(), Loader=yaml.SafeLoader)
    return None if node is None else _plain(node)


def _plain(node: yaml.Node) -> object:
    if isinstance(node, yaml.MappingNode):
        return node.tag, [(_plain(key), _plain(value)) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return node.tag, [_plain(item) for item in node.value]
    return node.tag, node.value
