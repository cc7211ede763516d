"""The same form as others build it: each file a program of its own, ``python FILE TOKEN BASE_URL DATABASE``."""
