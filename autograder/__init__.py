"""The program that builds, grades and verifies the modules of the course."""

__version__ = "0.1.0"

PROJECT = "ml-course-autograder"
"""What the program is installed as."""
