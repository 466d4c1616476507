"""YAML readers of Ruby (Psych) and Go (yaml.v3, yaml.v2), where the machine has them: judges that no Python reader is.

Each takes documents that are one mapping, and returns the values of each in order: a text, a list of these, or
`{"is": NAME}` for whatever else it reads (`{"is": "no YAML"}`: the document cannot be read).
"""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

Reader = Callable[[list[str]], list[Any]]

_PSYCH = """
require "json"
require "date"
require "psych"
def plain(value)
  case value
  when String then value
  when Array then value.map { |one| plain(one) }
  else {is: value.class.name}
  end
end
def read(text)
  found = Psych.unsafe_load(text)
  found.is_a?(Hash) ? found.values.map { |one| plain(one) } : {is: "no pairs"}
rescue Psych::Exception, ArgumentError, Date::Error
  {is: "no YAML"}
end
puts JSON.generate(JSON.parse(STDIN.read).map { |text| read(text) })
"""
_GO = """
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"gopkg.in/yaml.VERSION"
)

func plain(value interface{}) interface{} {
	switch found := value.(type) {
	case string:
		return found
	case []interface{}:
		items := make([]interface{}, len(found))
		for index, item := range found {
			items[index] = plain(item)
		}
		return items
	}
	return map[string]string{"is": fmt.Sprintf("%T", value)}
}

func main() {
	var texts []string
	if err := json.NewDecoder(os.Stdin).Decode(&texts); err != nil {
		panic(err)
	}
	answers := make([]interface{}, len(texts))
	for index, text := range texts {
		answers[index] = read(text)
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	encoder.Encode(answers)
}
"""
_READ = {
    "v3": """
func read(text string) interface{} {
	var document yaml.Node
	if err := yaml.Unmarshal([]byte(text), &document); err != nil {
		return map[string]string{"is": "no YAML"}
	}
	if len(document.Content) != 1 || document.Content[0].Kind != yaml.MappingNode {
		return map[string]string{"is": "no pairs"}
	}
	values := []interface{}{}
	for index := 1; index < len(document.Content[0].Content); index += 2 {
		var value interface{}
		if err := document.Content[0].Content[index].Decode(&value); err != nil {
			return map[string]string{"is": "no YAML"}
		}
		values = append(values, plain(value))
	}
	return values
}
""",
    "v2": """
func read(text string) interface{} {
	var pairs yaml.MapSlice
	if err := yaml.Unmarshal([]byte(text), &pairs); err != nil {
		return map[string]string{"is": "no YAML"}
	}
	values := []interface{}{}
	for _, pair := range pairs {
		values = append(values, plain(pair.Value))
	}
	return values
}
""",
}
_GO_PACKAGES = Path("/usr/share/gocode")
"""Where Debian's golang-gopkg-yaml packages are."""


def psych() -> Reader | None:
    """Return Ruby's reader; `None` where there is no ruby."""
    ruby = shutil.which("ruby")
    return None if ruby is None else _process([ruby, "-e", _PSYCH])


def go_yaml(version: str, folder: Path) -> Reader | None:
    """Return gopkg.in/yaml of a version (`v2`, `v3`), built in `folder`; `None` where Go or the package is missing."""
    go = shutil.which("go")
    if go is None or not (_GO_PACKAGES / "src/gopkg.in" / f"yaml.{version}").is_dir():
        return None
    source, program = folder / f"read_{version}.go", folder / f"read_{version}"
    source.write_text(_GO.replace("VERSION", version) + _READ[version], encoding="utf-8")
    environ = os.environ | {"GO111MODULE": "off", "GOPATH": str(_GO_PACKAGES), "GOCACHE": str(folder / "cache")}
    subprocess.run([go, "build", "-o", str(program), str(source)], check=True, env=environ)
    return _process([str(program)])


def _process(command: list[str]) -> Reader:
    def read(documents: list[str]) -> list[Any]:
        done = subprocess.run(command, input=json.dumps(documents).encode(), stdout=subprocess.PIPE, check=True)
        answers: list[Any] = json.loads(done.stdout)
        return answers

    return read
