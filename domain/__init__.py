"""The words and rules of the plan: plain data and plain functions, no clock, no chance, no I/O."""
