"""Tests of `autograder.source`."""
