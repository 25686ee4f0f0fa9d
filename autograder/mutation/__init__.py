"""Small wrong versions of a solution, made by a machine, to see whether the checks notice them."""

from autograder.mutation.mutants import Mutant, mutants_of, mutants_of_text, unnumbered

__all__ = ["Mutant", "mutants_of", "mutants_of_text", "unnumbered"]
