"""The talk: pure functions on plain data. Hears an event, gives back the new state and what to do about it."""
