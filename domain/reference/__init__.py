"""Reference data beside its small loaders: units, offices, banks, categories, CCCD codes, holidays."""
