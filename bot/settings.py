"""Settings from the environment or ``.env``: prefix ``TROCAP_``, every one documented in ``.env.example``.

A secret may instead be given as a file: ``TROCAP_TELEGRAM_TOKEN_FILE`` names one that holds the token.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "TROCAP_"
SECRETS = ("database_url", "telegram_token")


_DATABASE = re.compile(r"(?:postgresql\+asyncpg://[^/\s]+/\S+|sqlite\+aiosqlite:///\S+)\Z")
_WRONG = {
    "int_parsing": "cần một số nguyên",
    "float_parsing": "cần một số",
    "greater_than_equal": "cần từ {ge} trở lên",
    "less_than_equal": "nhiều nhất là {le}",
    "string_pattern_mismatch": "cần hai chữ cái in hoa, không dùng I, L, O",
}


class WrongSetting(Exception):
    """A missing or wrong setting: one sentence naming it, without its value."""


class Settings(BaseSettings):
    """What an operator sets. Names are the variables' names in lower case, without the prefix."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", extra="ignore", hide_input_in_errors=True
    )

    data_dir: Path = Path("data")
    database_url: SecretStr = SecretStr("")
    key_file: Path | None = None
    telegram_token: SecretStr | None = None
    telegram_base_url: str = ""
    telegram_file_url: str = ""
    telegram_proxy: str = ""
    telegram_poll_seconds: int = Field(default=25, ge=0, le=50)
    telegram_per_second: int = Field(default=30, ge=1, le=1_000_000)
    telegram_per_chat: float = Field(default=1.0, ge=0, le=60)
    web_host: str = "127.0.0.1"
    web_port: int = Field(default=8080, ge=0, le=65535)
    public_url: str = ""
    wording_dir: Path | None = None
    log_level: str = "INFO"
    code_prefix: str = Field(default="BK", pattern="^[A-HJKMNP-Z]{2}$")
    review_days: int = Field(default=3, ge=1, le=60)
    police_days: int = Field(default=7, ge=1, le=90)
    grievance_days: int = Field(default=5, ge=1, le=60)
    draft_days: int = Field(default=30, ge=6, le=365)
    rejected_days: int = Field(default=90, ge=1, le=3650)
    phone_days: int = Field(default=3, ge=1, le=60)
    verify_valid_days: int = Field(default=180, ge=30, le=3650)
    rounds: int = Field(default=200, ge=1, le=1000)

    @field_validator("telegram_token")
    @classmethod
    def _token_without_spaces(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and (not token.get_secret_value() or any(map(str.isspace, token.get_secret_value()))):
            raise ValueError("đang trống, hoặc có dấu cách, xuống dòng")
        return token

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, url: SecretStr) -> SecretStr:
        if url.get_secret_value() and not _DATABASE.match(url.get_secret_value()):
            raise ValueError("cần dạng postgresql+asyncpg://… hoặc sqlite+aiosqlite:///…")
        return url

    @field_validator("public_url", "telegram_base_url", "telegram_file_url")
    @classmethod
    def _address(cls, url: str) -> str:
        if url and not url.startswith(("http://", "https://")):
            raise ValueError("cần bắt đầu bằng http:// hoặc https://")
        return url

    @field_validator("wording_dir")
    @classmethod
    def _folder(cls, folder: Path | None) -> Path | None:
        if folder is not None and not folder.is_dir():
            raise ValueError("không thấy thư mục này")
        return folder

    @field_validator("log_level")
    @classmethod
    def _known_level(cls, level: str) -> str:
        if level.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise ValueError("cần DEBUG, INFO, WARNING hoặc ERROR")
        return level.upper()

    @property
    def database(self) -> str:
        """URL of the database; the embedded SQLite file in data_dir when none is set."""
        url = self.database_url.get_secret_value()
        return url or f"sqlite+aiosqlite:///{(self.data_dir / 'trocap.sqlite3').absolute()}"

    @property
    def keys(self) -> Path:
        """Where the key ring lies."""
        return self.key_file or self.data_dir / "keys.json"


def read_settings(**given: Any) -> Settings:
    """The settings; ``given`` win over the environment. Raises WrongSetting."""
    try:
        return Settings(**{**_from_files(), **given})
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = PREFIX + str(first["loc"][0]).upper()
        raise WrongSetting(f"Cài đặt {name} chưa đúng: {_what_is_wrong(first)}.") from None


def _what_is_wrong(error: ErrorDetails) -> str:
    """In words, without what was given."""
    if error["type"] == "value_error":
        return error["msg"].removeprefix("Value error, ")
    wrong = _WRONG.get(error["type"], "không dùng được giá trị này")
    return wrong.format(**{name: error.get("ctx", {}).get(name, "") for name in ("ge", "le")})


def _from_files() -> dict[str, str]:
    values: dict[str, str] = {}
    for name in SECRETS:
        variable = f"{PREFIX}{name.upper()}_FILE"
        path = os.environ.get(variable)
        if path:
            try:
                values[name] = Path(path).read_text(encoding="utf-8").strip()
            except OSError:
                raise WrongSetting(f"Không đọc được tệp ghi trong {variable}.") from None
    return values
