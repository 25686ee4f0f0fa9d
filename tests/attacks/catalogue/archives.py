"""Attacks by archives, links and pipes."""

from __future__ import annotations

from .. import handing_in
from ..attack import Attack, Layer

_LINKS = (
    *("tests", "reference", "configuration", "git", "bytecode", "neighbour"),
    *("other results", "folder"),
)
_REFUSED = (
    (
        "zip-that-climbs-out",
        "A zip with members such as `../../results.json`.",
        handing_in.climbing,
        "is no plain file inside it",
        "The zip is refused before anything is written.",
    ),
    (
        "zip-with-absolute-paths",
        "A zip with a member that names the results file by its full path.",
        handing_in.absolute,
        "is no plain file inside it",
        "As above.",
    ),
    (
        "zip-bomb",
        "A small zip that unpacks to 400 MB.",
        handing_in.bomb,
        "zip bomb",
        "As above.",
    ),
    (
        "zip-of-zips",
        "A zip in a zip, thirty times.",
        handing_in.nested,
        "too many zips deep",
        "Three levels are opened.",
    ),
    (
        "zip-of-many-files",
        "A zip with 6,000 files.",
        handing_in.many,
        "more than 5000 files",
        "They are counted before any is written.",
    ),
    (
        "zip-with-twins",
        "A zip with two files whose names differ in capitals only.",
        handing_in.twins,
        "the same but for capitals",
        "The zip is refused.",
    ),
    (
        "folder-with-a-pipe",
        "A folder with a pipe in a source's place, which hangs whoever reads it.",
        handing_in.piped,
        "a device or a pipe",
        "What is no plain file is never opened.",
    ),
    (
        "notebook-without-bottom",
        "A notebook whose JSON is nested ten million times, to crash its reader.",
        handing_in.deep_notebook,
        "nested too deeply",
        "Notebooks are read in a process of their own, with limits and a deadline.",
    ),
)

ATTACKS = (
    *(
        Attack(name=name, does=does, build=build, by=(Layer.INTAKE,), refused=refused, known=known)
        for name, does, build, refused, known in _REFUSED
    ),
    Attack(
        name="notebook-that-runs-programs",
        does="A notebook with shell lines, calls that write files, and a loop that never ends.",
        build=handing_in.notebook,
        by=(Layer.INTAKE,),
        known="Of a notebook only the definitions that tasks need are run, in the worker.",
    ),
    *(
        Attack(
            name=name,
            does=does,
            build=build,
            by=(Layer.INTAKE, Layer.LANDLOCK),
            code="""
                def answer(x):
                    for name in WHERE["files"]:
                        tried(name, lambda: found(Path(__file__).with_name(f"{name}.txt").read_bytes()))
                    tried("folder", lambda: os.listdir(Path(__file__).with_name("course")))
                    return report()
            """,
            shows=dict.fromkeys(_LINKS, "ENOENT"),
            says="links are not followed, so they were left out",
            known="Links are left out, with a remark.",
        )
        for name, does, build in (
            (
                "folder-of-links",
                "A folder with links to the hidden tests and to the course.",
                handing_in.linked,
            ),
            ("zip-of-links", "A zip with such links as members.", handing_in.zip_linked),
        )
    ),
)
