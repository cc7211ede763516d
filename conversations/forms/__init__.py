"""All forms. Adding one is a file here and its line in FORMS."""
