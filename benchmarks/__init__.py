"""Benchmarks: one file a question, each with its peer in the same run, ratios first. Never run by the tests."""
