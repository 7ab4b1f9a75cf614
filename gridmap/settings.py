"""Settings of one workspace: from the environment, then from its ``settings.toml``.

Read when a workspace is opened, never at import.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from gridmap.errors import InputError
from gridmap.territory.codes import DEFAULT_PATTERN, CodePattern
from gridmap.words import say

__all__ = ["SETTINGS_FILE", "Settings", "load_settings", "write_template"]

SETTINGS_FILE = "settings.toml"


class Settings(BaseSettings):
    """What may differ between workspaces.

    Every field can be set as ``GRIDMAP_<FIELD>`` in the environment or by its name in
    ``settings.toml``; the environment wins.

    Attributes
    ----------
    db
        Database URL (``postgresql+psycopg://…``); a GeoPackage in the home otherwise.
    name
        Name of the workspace, as its pages show it.
    tz
        Time zone of local days.
    code_pattern
        Code lengths by level of area, see :class:`~gridmap.territory.codes.CodePattern`.
    overpass_url
        Overpass API to ask for OpenStreetMap data; osmnx's own choice otherwise.
    case_days
        Days in which a hazard is to be handled.
    upload_mb
        Largest file that a browser may hand in, in MiB.
    """

    model_config = SettingsConfigDict(env_prefix="GRIDMAP_", extra="forbid", frozen=True)

    db: str | None = None
    name: str = "gridmap"
    tz: str = "Asia/Shanghai"
    code_pattern: str = str(DEFAULT_PATTERN)
    overpass_url: str | None = None
    case_days: int = Field(default=3, ge=1, le=365)
    upload_mb: int = Field(default=512, ge=1, le=4096)

    @field_validator("tz")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, OSError) as fault:  # a folder of zones is none
            raise ValueError(f"no time zone {name}") from fault
        return name

    @field_validator("code_pattern")
    @classmethod
    def _readable_pattern(cls, pattern: str) -> str:
        return str(CodePattern.parse(pattern))

    @property
    def zone(self) -> ZoneInfo:
        """Time zone of local days."""
        return ZoneInfo(self.tz)


def load_settings(home: Path) -> Settings:
    """Read the settings of the workspace in ``home``.

    Parameters
    ----------
    home
        Folder of the workspace; its ``settings.toml`` may be missing.

    Raises
    ------
    InputError
        If the file cannot be read or a setting is unknown or out of range.
    """
    path = home / SETTINGS_FILE

    class _OfThisHome(Settings):
        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource,
            dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  (the library's signature)
            file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            return (
                init_settings,
                env_settings,
                TomlConfigSettingsSource(settings_cls, toml_file=path),
            )

    try:
        return _OfThisHome()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as fault:
        raise InputError("settings-unreadable", file=path, reason=fault) from fault
    except ValidationError as fault:
        first = fault.errors(include_url=False)[0]
        raise InputError(
            "setting-wrong",
            name=".".join(map(str, first["loc"])) or SETTINGS_FILE,
            reason=first["msg"],
        ) from fault


def write_template(home: Path, *, name: str | None = None) -> None:
    """Put a ``settings.toml`` into ``home`` that explains every setting, and sets only the name.

    A file that is there already stays as it is.
    """
    lines = [f"# {say('settings-head')}"]
    for setting, field in Settings.model_fields.items():
        default = "…" if field.default is None else field.default
        words = say("settings-" + setting.replace("_", "-"))
        lines += ["", f"# {words}", f"# {setting} = {json.dumps(default, ensure_ascii=False)}"]
    if name is not None:
        lines += ["", f"name = {json.dumps(name, ensure_ascii=False)}"]
    path = home / SETTINGS_FILE
    if not path.exists():
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
