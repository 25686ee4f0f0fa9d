#!/bin/sh
# Makes .venv with what requirements.txt lists, and brings it up to date when that file has changed.
# `make` runs this before each command; where nothing is to be done it says nothing and takes no time.

set -u
cd "$(dirname "$0")/.." || exit 2

python=.venv/bin/python
[ "${OS:-}" != Windows_NT ] || python=.venv/Scripts/python.exe
# A copy of requirements.txt, written last: a .venv without it is half made, one with another has aged.
# Times of files would not do: those that come out of a zip are old.
made_from=.venv/made-from.txt

works() {
    "$python" -c 'import autograder' >/dev/null 2>&1
}

stop() {
    printf '\n%s\n' "$1" >&2
    exit 2
}

fits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'
no_python='No Python 3.11, 3.12 or 3.13 was found. Install Python 3.12:
    macOS            brew install python@3.12, or the installer from https://www.python.org/downloads/
    Ubuntu, Debian   sudo apt install python3 python3-venv    (Ubuntu 22.04: python3.11 python3.11-venv)
    Fedora           sudo dnf install python3.12
    Windows          winget install Python.Python.3.12
Then open a new terminal and run the same command again. If you have one in an unusual place, name it:
    make setup PYTHON=/path/to/python3.12'

# Debian's name for the missing part, such as python3.12-venv.
package_of() {
    $1 -c 'import sys; sys.stdout.write("python%d.%d-venv" % sys.version_info[:2])'
}

# The interpreter that makes .venv: its name, or a name and an argument such as "py -3.12".
find_python() {
    if [ -n "${PYTHON:-}" ]; then
        "$PYTHON" -c "$fits" 2>/dev/null ||
            stop "$PYTHON is not Python 3.11, 3.12 or 3.13. Name another: make setup PYTHON=python3.12"
        return
    fi
    set -- python3.12 python3.13 python3.11 python3 python
    [ "${OS:-}" != Windows_NT ] || set -- "py -3.12" "py -3.13" "py -3.11" "$@"
    without_venv=
    for found in "$@"; do
        $found -c "$fits" >/dev/null 2>&1 || continue
        $found -c 'import ensurepip, venv' >/dev/null 2>&1 && return
        without_venv=${without_venv:-$found}
    done
    [ -z "$without_venv" ] || stop "$without_venv has no venv module, which this course needs.
On Ubuntu and Debian it is a package of its own. Run: sudo apt install $(package_of "$without_venv")
Then run the same command again."
    stop "$no_python"
}

chosen() {
    if [ -n "${PYTHON:-}" ]; then "$PYTHON" "$@"; else $found "$@"; fi
}

make_venv() {
    # First of all, for an activated .venv would be found as a Python itself.
    rm -rf .venv || stop "The folder .venv is in use. Close VS Code and other terminals, then try again."
    find_python
    echo "Setting up the folder .venv with $(chosen --version). This happens once."
    chosen -m venv .venv || stop "The folder .venv could not be made; the reason stands above."
}

install() {
    echo "$1 The lines that follow are pip's."
    "$python" -m pip install --disable-pip-version-check -r requirements.txt && works ||
        stop 'The installation did not finish; the reason stands above, in the lines with ERROR.
README.md explains the usual ones, under "When the setup fails". Then run the same command again.'
    cp requirements.txt "$made_from" || stop "The folder .venv cannot be written to; the reason stands above."
    printf 'The setup is complete.\n\n'
}

if [ -f "$made_from" ] && works; then
    cmp -s requirements.txt "$made_from" || install 'Bringing the libraries of the course up to date.'
else
    make_venv
    size=
    ! grep -q '^torch' requirements.txt || size=' PyTorch is large: this may take ten minutes.'
    install "Installing the libraries of the course.$size"
fi
