"""The tests of the generator and of the grader: make grade-test."""
