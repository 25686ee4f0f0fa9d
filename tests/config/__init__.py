"""Tests of autograder.config; the files mirror its modules."""
