from autograder.checks import task


@task("merge")
def test_merge_worked_example(student):
    """Right."""
