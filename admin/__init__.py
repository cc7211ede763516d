"""What staff can do, in and out: plain functions inside the caller's transaction."""
