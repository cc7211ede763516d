"""What is kept in the history: nothing of one machine, no secret, and settings that are all explained."""

from __future__ import annotations

import hashlib
import re

from bot.settings import PREFIX, SECRETS, Settings
from tests.house.source import HOUSE, texts

#: A path that exists on one machine only.
MACHINE_PATH = re.compile(r"(?<![\w.:/>-])/(?:work|root|home|mnt|Users|srv)/\w|\b[A-Z]:\\\\?Users\b")
PACKAGE_HOST = re.compile(r"\b(?:pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|proxy\.golang\.org)\b")
#: Words of tools that people work with and the product does not; as digests, so that they stand nowhere.
WORKPLACE = frozenset(
    (
        "c857d09db23e6822",
        "c70eca6b0f88f44d",
        "7d3194f79e645c42",
        "60965168ce762e94",
        "053ea4804ef1bb33",
        "3ea125d0bff386e6",
        "487b91042c7cf27a",
        "de2187af3fb01170",
        "c9ad8f2cc1294afa",
        "e12ce8285efc67c6",
        "5a5110ebe1544b31",
        "57de4cf40144bdf7",
        "5d72436256ada538",
        "94a168d2da574b00",
        "d298391b07433318",
    )
)
THIS = "tests/house/test_kept_files.py"


def test_no_path_of_one_machine_is_kept() -> None:
    """No kept file names a folder of somebody's machine."""
    found = [
        f"{path}:{number}"
        for path, text in texts()
        if path != THIS
        for number, line in enumerate(text.splitlines(), 1)
        if MACHINE_PATH.search(line)
    ]
    assert not found


def test_packages_come_from_wherever_the_operator_says() -> None:
    """No kept file names a host of packages: mirrors and closed networks work by the usual settings."""
    assert not [path for path, text in texts() if path != THIS and PACKAGE_HOST.search(text)]


def test_the_house_speaks_of_its_own_matter() -> None:
    """No kept file has a word of the tools of a workplace."""
    said = {(word, path) for path, text in texts() for word in set(re.findall(r"[a-z]{3,}", text.lower()))}
    words = {word for word, _ in said}
    known = {word for word in words if hashlib.sha256(word.encode()).hexdigest()[:16] in WORKPLACE}
    assert not [path for word, path in said if word in known]


def test_every_setting_is_explained() -> None:
    """.env.example names each setting of the program and nothing else."""
    example = (HOUSE / ".env.example").read_text(encoding="utf-8")
    named = set(re.findall(rf"^#?({PREFIX}[A-Z_]+)=", example, re.MULTILINE))
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    assert named == known


def test_every_secret_can_come_from_a_file() -> None:
    """Each secret has a twin NAME_FILE, is never printed, and is named among the secrets."""
    hidden = {name for name, field in Settings.model_fields.items() if "SecretStr" in str(field.annotation)}
    assert hidden == set(SECRETS)
    assert "_FILE" in (HOUSE / ".env.example").read_text(encoding="utf-8")


def test_nothing_made_is_kept() -> None:
    """No compiled catalogue, database or secret is in the history."""
    kept = [path for path, _ in texts()]
    assert not [path for path in kept if path.endswith((".mo", ".sqlite3", ".pyc", ".pem", ".key"))]
    assert ".env" not in kept
