# Sourced: makes the Python environment of the pinned requirements when they changed; sets $python.
# Expects $here, the folder of the benchmarks.
venv=$here/.work/venv
python=$venv/bin/python
if ! cmp -s -- "$here/requirements.txt" "$venv/installed.txt"; then
  command -v python3 >/dev/null || { echo "benchmarks: install Python 3.10 or newer" >&2; exit 1; }
  echo "benchmarks: installing the pinned requirements (once; about a minute)" >&2
  mkdir -p -- "$here/.work"
  python3 -m venv --clear "$venv"
  "$python" -m pip install --quiet --disable-pip-version-check -r "$here/requirements.txt" >&2
  cp -- "$here/requirements.txt" "$venv/installed.txt"
fi
