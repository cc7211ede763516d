"""``python -m locales``: bring every catalogue up to date with the code, and tell what is left to say."""

from __future__ import annotations

import sys

from locales import HERE
from locales.extracting import (
    LANGUAGES,
    brought_up_to_date,
    catalogue_path,
    read_catalogue,
    sentences_and_hidden,
    unfinished,
    write_catalogue,
)


def main() -> int:
    """0 when nothing is left to say; 1 names each sentence that is."""
    sentences, hidden = sentences_and_hidden(HERE.parent)
    left = [f"{one.path}:{one.line}: write key and sentence as two plain literals: {one.code}" for one in hidden]
    for language in LANGUAGES:
        path = catalogue_path(language, HERE)
        catalogue = brought_up_to_date(read_catalogue(path, language=language), sentences, language=language)
        write_catalogue(path, catalogue)
        left += [f"{language}: {message.context}: {message.id}" for message in unfinished(catalogue)]
    sys.stdout.write("".join(f"{line}\n" for line in left))
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
