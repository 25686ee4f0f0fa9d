#!/usr/bin/env bash
# Run once, as root, when the platform builds the image: makes the grader's own environment and
# proves with the course's own solution that it grades. The image's python3 is left alone, because
# the platform's own program runs on it.
#
# AUTOGRADER_ROOT    the folder that holds source/; /autograder where it is not set
# AUTOGRADER_PYTHON  the Python to use, where the search should not choose
set -Eeuo pipefail

ROOT=$(realpath -m "${AUTOGRADER_ROOT:-/autograder}")
SOURCE="$ROOT/source"
REQUIREMENTS="$SOURCE/requirements"
ENVIRONMENT="$ROOT/environment"
INTERPRETER="$ENVIRONMENT/bin/python"
VERSIONS=(3.13 3.12 3.11) # newest first; the requirements are pinned for these

say() { printf '[%3d s] %s\n' "$SECONDS" "$*"; }

fail() {
    trap - ERR
    printf '\nThe image cannot be built. %s\n' "$*"
    exit 1
}

# Every Python that may do, one path a line: each version by its name, then whatever python3 is.
candidates() {
    local name names=("${VERSIONS[@]/#/python}" python3)
    if [[ -n "${AUTOGRADER_PYTHON:-}" ]]; then
        names=("$AUTOGRADER_PYTHON")
    fi
    for name in "${names[@]}"; do
        PATH="$PATH:/usr/local/bin:/usr/bin" type -aP "$name" || true
    done | xargs -r -d '\n' realpath | awk '!seen[$0]++'
}

# Whether every user can run a file: the worker that holds a student's code is not root.
open_to_all() {
    local path
    path=$(realpath "$1")
    while [[ "$path" != / ]]; do
        [[ $(stat -c %A "$path") == *[xt] ]] || return 1
        path=$(dirname "$path")
    done
}

# Makes the environment with one Python; says why and returns 1 where that cannot be done.
make_environment() {
    local python="$1" facts version executable
    facts=$("$python" -I -c 'import sys; print("%d.%d" % sys.version_info[:2], sys.executable)' \
        2>/dev/null) || { say "  $python does not run" && return 1; }
    read -r version executable <<<"$facts"
    if [[ " ${VERSIONS[*]} " != *" $version "* ]]; then
        say "  $python is Python $version" && return 1
    fi
    if ((EUID == 0)) && ! open_to_all "$executable"; then
        say "  $executable is closed to users other than root" && return 1
    fi
    rm -rf "$ENVIRONMENT"
    # Debian and Ubuntu keep half of venv in a package of its own: only a trial tells.
    if ! { "$executable" -I -m venv "$ENVIRONMENT" && "$INTERPRETER" -I -m pip --version; } \
        >/dev/null 2>&1; then
        rm -rf "$ENVIRONMENT"
        say "  $executable has no working venv" && return 1
    fi
    say "Using $executable, $("$INTERPRETER" --version)"
}

find_python() {
    local python
    while read -r python <&3; do
        make_environment "$python" && return
    done 3< <(candidates)
    return 1
}

in_packages() { [[ $(apt-cache policy "$1") == *"Candidate: "[^\(]* ]]; }

# Installs the newest Python that the image's own packages have, beside its python3.
install_python() {
    local version options=(-qq -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0)
    ((EUID == 0)) && type -P apt-get >/dev/null && [[ -z "${AUTOGRADER_PYTHON:-}" ]] || return 1
    export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
    say "None will do. Asking the image's own packages for one ..."
    apt-get "${options[@]}" update || say "  apt-get update failed: its older lists must do"
    for version in "${VERSIONS[@]}"; do
        in_packages "python$version-venv" || continue
        say "Installing python$version ..."
        apt-get "${options[@]}" install -y --no-install-recommends \
            "python$version" "python$version-venv" >/dev/null && apt-get clean && return
        say "  python$version cannot be installed; apt-get's message is above"
    done
    return 1
}

pip_install() {
    "$INTERPRETER" -I -m pip install --quiet --disable-pip-version-check --no-input \
        --no-cache-dir --no-compile --only-binary :all: "$@" || fail \
        "pip could not install what ${*: -1} lists; its message is above." \
        "If the network was at fault, build the image again."
}

# Every list but torch's is a lock: exact versions, and a hash for every file.
install_locks() {
    local list options=()
    for list in "$REQUIREMENTS"/*.txt; do
        [[ "$list" == */torch.txt ]] || options+=(-r "$list")
    done
    say "Installing the pinned requirements ..."
    pip_install --require-hashes "${options[@]}"
}

install_torch() {
    local index="" options=()
    if [[ -f "$REQUIREMENTS/pip_index" ]]; then
        index=$(tr -d '[:space:]' <"$REQUIREMENTS/pip_index")
    fi
    if [[ -n "$index" ]]; then
        options=(--extra-index-url "$index")
    fi
    say "Installing torch ${index:+with the pip_index of course.yaml }..."
    pip_install "${options[@]}" -r "$REQUIREMENTS/torch.txt"
}

# How many CUDA packages there are and how many MB they take; nothing where there are none.
cuda_packages() {
    "$INTERPRETER" -I - <<'PY'
from importlib.metadata import distributions

found = [each for each in distributions() if each.name.startswith(("nvidia-", "cuda-", "triton"))]
files = {file.locate() for each in found for file in each.files or ()}
if found:
    print(len(found), sum(file.stat().st_size for file in files if file.is_file()) >> 20)
PY
}

warn_of_cuda() {
    local count mb
    read -r count mb < <(cuda_packages || true) || return 0
    say "WARNING: torch pulled in $count CUDA packages of $mb MB, which grading never uses."
    say "  To leave them out, set pip_index in course.yaml to the index of PyTorch's CPU wheels"
    say "  (PyTorch's installation page names it), make the zip again and upload it."
}

# What every interpreter of the environment reads when it starts. The grader is not installed: it
# lies in source/ and is found there.
write_path_file() {
    local site
    site=$("$INTERPRETER" -I -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    echo ../../../../source >"$site/autograder.pth"
    # Ubuntu 22.04 has a release candidate of 3.11, without the limit on the digits of an integer.
    # torch's optimizers look for its two functions when they are imported; 0 stands for no limit.
    if ! "$INTERPRETER" -I -c 'import sys; sys.get_int_max_str_digits' 2>/dev/null; then
        echo "import sys; sys.get_int_max_str_digits = lambda: 0;" \
            "sys.set_int_max_str_digits = lambda maxdigits: None" >>"$site/autograder.pth"
    fi
}

# Without bytecode torch takes twice as long to import, in every grading. A file that does not
# compile is no fault here: some libraries ship templates.
compile() {
    find "$SOURCE" -name __pycache__ -prune -exec rm -rf {} + # an earlier zip may have left them
    "$INTERPRETER" -I -m compileall -qq -j 0 "$ENVIRONMENT/lib" "$SOURCE" >/dev/null || true
}

# Tests, solution and secret are for root alone; the worker's user needs the rest.
close_secrets() {
    chmod -R go-rwx "$SOURCE"
    chmod go+rx "$SOURCE"
    chmod -R go+rX "$SOURCE/autograder" "$ENVIRONMENT"
}

self_test() {
    local log reason
    log=$(mktemp)
    if (cd / && AUTOGRADER_ROOT="$ROOT" "$INTERPRETER" -Iu -m autograder.gradescope selftest) \
        2>&1 | tee "$log"; then
        rm "$log"
        return
    fi
    reason=$(grep -v '^[[:space:]]*$' "$log" | tail -n 1) || true
    rm "$log"
    fail "The self-test failed: ${reason:-it said nothing.}"
}

main() {
    exec 2>&1 # one stream, so that the build log keeps its order
    trap 'fail "setup.sh stopped in line $LINENO, at: $BASH_COMMAND"' ERR
    umask 022
    unset "${!PYTHON@}"
    [[ -f "$REQUIREMENTS/base.txt" ]] || fail "$REQUIREMENTS/base.txt is missing." \
        "Make the zip again with: autograder release"
    say "Looking for Python ${VERSIONS[*]} ..."
    find_python || { install_python && find_python; } || fail \
        "Python 3.11, 3.12 or 3.13 with venv is needed, and neither this image nor its packages" \
        "have one. Choose Ubuntu 22.04 or newer as the assignment's base image."
    install_locks
    if [[ -f "$REQUIREMENTS/torch.txt" ]]; then
        install_torch
        warn_of_cuda
    fi
    write_path_file
    say "Compiling ..."
    compile
    close_secrets
    say "Grading the zip's own solution and stub ..."
    self_test
    say "The image is ready after $SECONDS s;" \
        "its environment takes $(du -sm "$ENVIRONMENT" | cut -f1) MB."
}

# Sourced, this file only defines its functions, so that each can be tried alone.
if [[ "${BASH_SOURCE[0]}" == "$0" ]]; then
    main
fi
