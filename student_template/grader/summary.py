"""Turns results.json into a table for the page of a workflow's run: python grader/summary.py FILE.

Exit status 1 where something is broken: a module cannot be imported, or the grader itself failed.
Missing points break nothing. A course takes weeks, and a cross that is always red says no more.
"""

import json
import sys
from pathlib import Path

_DIED = {"ERROR", "TIMEOUT", "MEMORY", "CRASHED"}


def main() -> int:
    """Write the table to standard output, and what is broken to standard error."""
    modules = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write("| module | task | public points |\n|---|---|---:|\n")
    for module in modules:
        for task in module["tasks"]:
            sys.stdout.write(f"| {module['module']} | {task['name']} | {_points(task)} |\n")
    broken = [text for module in modules for text in _broken(module)]
    for text in broken:
        sys.stdout.write(f"\n**{text.splitlines()[0]}**\n")
        sys.stderr.write(f"{text}\n")
    return 1 if broken else 0


def _points(task: dict) -> str:
    return f"{task['score']:g} / {task['max_score']:g}"


def _broken(module: dict) -> list[str]:
    checks = [check for task in module["tasks"] for check in task["checks"]]
    ours = [check["message"] for check in checks if check["verdict"] == "GRADER_ERROR"]
    ran = [check for check in checks if check["verdict"] != "FORBIDDEN"]
    # What cannot be imported ends every check in one and the same way.
    ends = {(check["verdict"], check["message"]) for check in ran}
    if len(ends) == 1 and (end := ends.pop())[0] in _DIED:
        return [end[1]]
    return [f"{module['module']}: the grader failed. Tell the staff. {ours[0]}"] if ours else []


if __name__ == "__main__":
    sys.exit(main())
