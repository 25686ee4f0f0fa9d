"""The program that builds, grades and verifies the modules of the course."""

__version__ = "0.1.0"
