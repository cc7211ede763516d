"""The memory: plain functions over a SQLAlchemy Connection, inside the caller's transaction."""
