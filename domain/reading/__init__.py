"""Readers: one kind of answer per file, typed text to ``Kept``, ``Rejected`` or ``Unsure``; never an exception.

A new kind is one file here and one line in ``understand.READERS``, which ``trocap understand`` lists.
"""
