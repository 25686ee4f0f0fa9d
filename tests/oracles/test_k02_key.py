"""The key of k02_task_framing is whole, fair, explained to the last option, and stays with staff."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from autograder.build.products import solution_files, variant_files
from autograder.channel.packages import forget_package, load_package
from autograder.grade.files import write_files
from autograder.grade.making import read_authored, student_release
from autograder.grade.plan import Course
from autograder.grade.record import mistakes_of

ROOT = Path(__file__).parents[2]
NAME = "k02_task_framing"


@pytest.fixture(scope="module")
def authored():
    return read_authored(Course(ROOT), NAME)


@pytest.fixture(scope="module")
def released(authored):
    files = student_release(Course(ROOT), authored)
    return {name: content.decode() for name, content in files.items()}


@pytest.fixture(scope="module")
def package():
    yield load_package(NAME, ROOT / "solutions" / NAME)
    forget_package(NAME)


@pytest.fixture(scope="module")
def staff(package):
    return importlib.import_module(f"{NAME}.tests.explanations")


def options(package):
    """Every (task, brief, field) with its terms."""
    for task, briefs in package.BRIEFS_OF.items():
        for brief in briefs:
            for field in package.FIELDS:
                yield task, brief, field, brief.terms(field)


def records(package):
    return {task: getattr(package, task)() for task in package.BRIEFS_OF}


def test_there_are_24_briefs_in_six_groups_of_four(package, authored):
    assert len(package.BRIEFS) == 24
    assert [len(briefs) for briefs in package.BRIEFS_OF.values()] == [4] * 6
    assert list(package.BRIEFS_OF) == list(authored.config.tasks)
    assert authored.config.points == 100


def test_the_key_answers_each_field_of_each_brief_with_a_term(package):
    key = records(package)
    for task, brief, field, terms in options(package):
        assert key[task][brief.id][field] in terms, (brief.id, field)
        assert tuple(key[task][brief.id]) == package.FIELDS


def test_the_staff_file_names_the_same_briefs_fields_and_terms(package, staff):
    assert {task: list(briefs) for task, briefs in staff.CHOICES.items()} == {
        task: [brief.id for brief in briefs] for task, briefs in package.BRIEFS_OF.items()
    }
    for task, brief, field, terms in options(package):
        explained = staff.CHOICES[task][brief.id]
        assert set(explained) == set(package.FIELDS), brief.id
        assert set(explained[field]) <= set(terms), (brief.id, field)


def test_the_key_has_full_credit(package, staff):
    key = records(package)
    for task, brief, field, _ in options(package):
        assert staff.choice(task, brief.id, field, key[task][brief.id][field]).halves == 2


def test_every_option_has_an_explanation(package, staff):
    for task, brief, field, terms in options(package):
        for term in terms:
            why = staff.choice(task, brief.id, field, term).why
            assert why.endswith("."), (brief.id, field, term)
            assert len(why) > 20, (brief.id, field, term)


def test_each_field_explains_for_its_brief_what_is_right_and_something_wrong(package, staff):
    for task, brief, field, terms in options(package):
        explained = staff.CHOICES[task][brief.id][field]
        assert {2, 0} <= {each.halves for each in explained.values()}, (brief.id, field)
        assert field not in ("target", "unit") or set(explained) == set(terms), (brief.id, field)


def test_no_two_options_of_a_field_share_an_explanation(package, staff):
    for task, brief, field, terms in options(package):
        reasons = [staff.choice(task, brief.id, field, term).why for term in terms]
        assert len(set(reasons)) == len(reasons), (brief.id, field)


def test_what_a_brief_could_never_have_is_nowhere_else_accepted(package, staff):
    """What stands in ELSEWHERE is what the common vocabularies hold, no more and no less."""
    common = {
        "task": package.TASKS,
        "metric": package.METRICS,
        "split": package.SPLITS,
        "leakage_risk": package.LEAKAGE_RISKS,
    }
    assert {field: set(terms) for field, terms in staff.ELSEWHERE.items()} == {
        field: set(terms) for field, terms in common.items()
    }


def test_every_common_term_is_right_somewhere_and_wrong_somewhere(package, staff):
    for field in staff.ELSEWHERE:
        right = {
            term
            for task, brief, own, terms in options(package)
            for term in terms
            if own == field and staff.choice(task, brief.id, field, term).halves == 2
        }
        assert right == set(staff.ELSEWHERE[field])


def test_each_mistake_is_explained_where_it_differs(package, staff, authored, tmp_path):
    key = records(package)
    found = {}
    for task, name in mistakes_of(authored.source):
        folder = tmp_path / name / NAME
        code = variant_files(authored.source, authored.config, task, name)
        write_files(code, folder)
        found[task, name] = getattr(load_package(NAME, folder), task)()
    load_package(NAME, ROOT / "solutions" / NAME)
    for (task, name), answers in found.items():
        changed = [
            (brief, field, term)
            for brief, record in answers.items()
            for field, term in record.items()
            if term != key[task][brief][field]
        ]
        assert changed, name
        for brief, field, term in changed:
            assert term in staff.CHOICES[task][brief][field], (name, brief, field)
            assert staff.choice(task, brief, field, term).halves < 2
        assert any(staff.choice(task, *each).halves == 0 for each in changed), name


@pytest.mark.parametrize(
    "answers", [{}, {"tax_audit": None}, {"tax_audit": {"metric": ["x"]}}, {1: 2}]
)
def test_what_is_no_record_has_no_credit(staff, answers):
    assert staff.halves(answers, "frame_tabular", "metric") == [0, 0, 0, 0]


def test_the_handout_explains_every_common_term(package, released):
    for terms in (package.TASKS, package.METRICS, package.SPLITS, package.LEAKAGE_RISKS):
        for term in terms:
            assert f"| {term} " in released["README.md"], term


def test_no_stub_and_no_recording_holds_a_term(package, released):
    terms = {term for _, _, _, terms in options(package) for term in terms}
    for name in ("tests/recordings.json", *(f"{stub}.py" for stub in stubs(package))):
        assert not [term for term in terms if f'"{term}"' in released[name]], name


def stubs(package):
    return [getattr(package, task).__module__.split(".")[1] for task in package.BRIEFS_OF]


def test_no_explanation_and_no_staff_file_is_released(staff, released, authored):
    tests = {name for name in released if name.startswith("tests/")}
    assert {name for name in tests if name.endswith(".py")} <= {
        "tests/__init__.py",
        "tests/probes.py",
        "tests/test_public.py",
    }
    everything = "\n".join(released.values())
    for explained in staff.CHOICES.values():
        for fields in explained.values():
            for choices in fields.values():
                assert not [each.why for each in choices.values() if each.why in everything]


def test_the_worked_brief_of_the_handout_is_none_of_the_graded(package, released):
    assert "clinic_visits" in released["README.md"]
    assert "clinic_visits" not in package.BRIEFS
    named = [brief for brief in package.BRIEFS if brief in released["README.md"]]
    assert named == ["tax_audit"], "only as the example of how to print a brief"


def test_staff_have_the_explanations_in_the_solution_release(authored):
    files = solution_files(authored.source, authored.config)
    assert "tests/explanations.py" in files
    assert "tests/explained_groups.py" in files
