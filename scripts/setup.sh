# Sourced by the other scripts: makes the virtual environment in .venv and installs this project into it.
# Usage: . scripts/setup.sh [EXTRAS]   (by default `all`; `. scripts/setup.sh dev` adds what tests need)
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
extras=${1:-all}
python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "reweave needs Python 3.11 or newer; set PYTHON to one" >&2
  exit 2
}
[ -x .venv/bin/python ] || "$python" -m venv .venv || exit 1
stamp=".venv/installed-$extras"
if [ ! -e "$stamp" ] || [ pyproject.toml -nt "$stamp" ]; then
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --editable ".[$extras]" || exit 1
  touch "$stamp"
fi
# The YAML readers of JavaScript, and the accessibility checker, that judge in tests, if npm is here.
readers=.venv/readers
if [[ $extras == *dev* && scripts/javascript_readers.json -nt $readers/package-lock.json ]] && command -v npm >/dev/null; then
  mkdir -p $readers && cp scripts/javascript_readers.json $readers/package.json
  npm install --silent --no-audit --no-fund --prefix $readers || echo "npm failed: no test asks JavaScript's readers" >&2
fi
# The browser that pages are tested in: Debian's chromium, else Playwright's own, where either can be had.
if [[ $extras == *dev* ]] && ! command -v chromium chromium-browser google-chrome >/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { apt-get -qq update && apt-get -qq install -y --no-install-recommends chromium; } >/dev/null 2>&1
  fi
  command -v chromium >/dev/null || .venv/bin/python -m playwright install chromium >/dev/null 2>&1 ||
    echo "no browser could be installed: the tests of pages are skipped" >&2
fi
# Byte code for every start: some machines tell Python not to write it.
.venv/bin/python -m compileall -q reweave .venv/lib/python*/site-packages/{typer,yaml,yaml12}
PATH="$PWD/.venv/bin:$PATH"
