"""YAML readers of Ruby, Go and JavaScript, where the machine has them: judges that no Python reader is.

Each is one process, which takes documents and returns what they say: a text; a list; `{"pairs": [[key, value], ...]}`
for a mapping; `{"is": KIND, "text": VALUE}` for another scalar; `{"is": "no YAML"}` for what cannot be read.
"""

import json
import os
import shutil
import subprocess
import sys
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

Reader = Callable[[list[str]], list[Any]]

NAMES = ("Psych", "yaml.v3", "yaml.v2", "js-yaml", "js-yaml-3", "yaml", "yaml 1.1", "gray-matter")
NO_YAML = {"is": "no YAML"}

_PSYCH = """
require "json"
require "date"
require "psych"
def plain(value, depth = 0)
  return {is: "too deep"} if depth > 100
  case value
  when String then value
  when Array then value.map { |item| plain(item, depth + 1) }
  when Hash then {pairs: value.map { |key, item| [plain(key, depth + 1), plain(item, depth + 1)] }}
  else {is: value.class.name, text: value.inspect}
  end
end
def read(text)
  plain(Psych.load(text, permitted_classes: [Symbol, Date, Time, DateTime, Float, Complex, Rational], aliases: true))
rescue StandardError, SystemStackError
  {is: "no YAML"}
end
STDIN.each_line do |line|
  puts JSON.generate(JSON.parse(line).map { |text| read(text) }, max_nesting: 0)
  STDOUT.flush
end
"""
_GO = """
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"gopkg.in/yaml.VERSION"
)

type answer = map[string]interface{}

func plain(value interface{}, depth int) interface{} {
	if depth > 100 {
		return answer{"is": "too deep"}
	}
	switch found := value.(type) {
	case string:
		return found
	case []interface{}:
		items := make([]interface{}, len(found))
		for index, item := range found {
			items[index] = plain(item, depth+1)
		}
		return items
	}
	return other(value, depth)
}

func main() {
	decoder := json.NewDecoder(bufio.NewReader(os.Stdin))
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	for {
		var texts []string
		if decoder.Decode(&texts) != nil {
			return
		}
		answers := make([]interface{}, len(texts))
		for index, text := range texts {
			answers[index] = read(text)
		}
		encoder.Encode(answers)
	}
}
"""
_READ = {
    "v3": """
func other(value interface{}, depth int) interface{} {
	return answer{"is": fmt.Sprintf("%T", value), "text": fmt.Sprint(value)}
}

func nodes(node *yaml.Node, depth int) (interface{}, error) {
	if depth > 100 {
		return answer{"is": "too deep"}, nil
	}
	children := make([]interface{}, len(node.Content))
	for index, child := range node.Content {
		found, err := nodes(child, depth+1)
		if err != nil {
			return nil, err
		}
		children[index] = found
	}
	switch node.Kind {
	case yaml.DocumentNode:
		return children[0], nil
	case yaml.AliasNode:
		return nodes(node.Alias, depth+1)
	case yaml.SequenceNode:
		return children, nil
	case yaml.MappingNode:
		pairs := [][]interface{}{}
		for index := 0; index < len(children); index += 2 {
			pairs = append(pairs, children[index:index+2])
		}
		return answer{"pairs": pairs}, nil
	}
	var value interface{}
	err := node.Decode(&value)
	return plain(value, depth), err
}

func read(text string) interface{} {
	var document yaml.Node
	if yaml.Unmarshal([]byte(text), &document) != nil {
		return answer{"is": "no YAML"}
	}
	if document.Kind == 0 {
		return plain(nil, 0)
	}
	found, err := nodes(&document, 0)
	if err != nil {
		return answer{"is": "no YAML"}
	}
	return found
}
""",
    "v2": """
func other(value interface{}, depth int) interface{} {
	if found, ok := value.(yaml.MapSlice); ok {
		pairs := [][]interface{}{}
		for _, pair := range found {
			pairs = append(pairs, []interface{}{plain(pair.Key, depth+1), plain(pair.Value, depth+1)})
		}
		return answer{"pairs": pairs}
	}
	return answer{"is": fmt.Sprintf("%T", value), "text": fmt.Sprint(value)}
}

func read(text string) interface{} {
	var pairs yaml.MapSlice
	if yaml.Unmarshal([]byte(text), &pairs) == nil {
		return plain(pairs, 0)
	}
	var value interface{}
	if yaml.Unmarshal([]byte(text), &value) != nil {
		return answer{"is": "no YAML"}
	}
	return plain(value, 0)
}
""",
}
_NODE = """
const [name] = process.argv.slice(1);
const library = require(name.replace(" 1.1", ""));
const options = {logLevel: "error", ...(name.endsWith(" 1.1") ? {version: "1.1"} : {})};
const load = name === "gray-matter" ? (text) => library(`---\\n${text}---\\n`, {}).data
    : library.load || ((text) => library.parse(text, options));
const plain = (value, depth = 0) => depth > 100 ? {is: "too deep"}
    : typeof value === "string" ? value
    : Array.isArray(value) ? value.map((item) => plain(item, depth + 1))
    : value instanceof Date ? {is: "date", text: String(value.getTime())}
    : value instanceof Map ? {pairs: [...value].map((pair) => pair.map((item) => plain(item, depth + 1)))}
    : value instanceof Object ? {pairs: Object.entries(value).map(([key, item]) => [key, plain(item, depth + 1)])}
    : {is: value === null ? "null" : typeof value, text: Object.is(value, -0) ? "-0" : String(value)};
const read = (text) => {
    try { return plain(load(text)); } catch (error) { return {is: "no YAML"}; }
};
require("readline").createInterface({input: process.stdin}).on("line", (line) => {
    process.stdout.write(JSON.stringify(JSON.parse(line).map(read)) + "\\n");
});
"""
NODE_MODULES = Path(sys.prefix) / "readers/node_modules"
"""Where `scripts/setup.sh dev` has npm install scripts/javascript_readers.json."""
_GO_PACKAGES = Path("/usr/share/gocode")
"""Where Debian's golang-gopkg-yaml packages are."""


def other_reader(name: str, folder: Path) -> Reader | None:
    """Return the reader of one of `NAMES`; `None` where the machine does not have it. Go programs go to `folder`."""
    if name == "Psych":
        ruby = shutil.which("ruby")
        return None if ruby is None else _Process([ruby, "-e", _PSYCH])
    return _go(name.removeprefix("yaml."), folder) if name.startswith("yaml.") else _javascript(name)


def values(answer: Any) -> Any:
    """Return the values of a document that is a mapping, in order; other answers are returned as they are."""
    return [value for _, value in answer["pairs"]] if isinstance(answer, dict) and "pairs" in answer else answer


def _go(version: str, folder: Path) -> Reader | None:
    go = shutil.which("go")
    if go is None or not (_GO_PACKAGES / "src/gopkg.in" / f"yaml.{version}").is_dir():
        return None
    source, program = folder / f"read_{version}.go", folder / f"read_{version}"
    source.write_text(_GO.replace("VERSION", version) + _READ[version], encoding="utf-8")
    environ = os.environ | {"GO111MODULE": "off", "GOPATH": str(_GO_PACKAGES), "GOCACHE": str(folder / "cache")}
    subprocess.run([go, "build", "-o", str(program), str(source)], check=True, env=environ)
    return _Process([str(program)])


def _javascript(name: str) -> Reader | None:
    node = shutil.which("node")
    if node is None or not (NODE_MODULES / name.removesuffix(" 1.1")).is_dir():
        return None
    return _Process([node, "-e", _NODE, name], NODE_PATH=str(NODE_MODULES))


class _Process:
    """A reader in a process of its own: documents go in and answers come out as one line of JSON each time."""

    def __init__(self, command: list[str], **variables: str) -> None:
        pipe = subprocess.PIPE
        self._child = subprocess.Popen(command, stdin=pipe, stdout=pipe, env=os.environ | variables)
        weakref.finalize(self, _end, self._child)

    def __call__(self, documents: list[str]) -> list[Any]:
        stdin, stdout = self._child.stdin, self._child.stdout
        assert stdin is not None and stdout is not None
        stdin.write(json.dumps(documents).encode() + b"\n")
        stdin.flush()
        answers: list[Any] = json.loads(stdout.readline())
        return answers


def _end(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    child.wait()
    for stream in (child.stdin, child.stdout):
        assert stream is not None
        stream.close()
