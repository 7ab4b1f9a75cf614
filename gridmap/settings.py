"""Settings of one workspace: from the environment, then from its ``settings.toml``.

Read when a workspace is opened, never at import.
"""

from __future__ import annotations

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

__all__ = ["SETTINGS_FILE", "Settings", "load_settings"]

SETTINGS_FILE = "settings.toml"


class Settings(BaseSettings):
    """What may differ between workspaces.

    Every field can be set as ``GRIDMAP_<FIELD>`` in the environment or by its name in
    ``settings.toml``; the environment wins.
    """

    model_config = SettingsConfigDict(env_prefix="GRIDMAP_", extra="forbid", frozen=True)

    db: str | None = Field(
        default=None, description="Database URL (postgresql+psycopg://…); a GeoPackage otherwise"
    )
    name: str = Field(default="gridmap", description="Name of the workspace, as its pages show it")
    tz: str = Field(default="Asia/Shanghai", description="Time zone of its local days")
    code_pattern: str = Field(
        default=str(DEFAULT_PATTERN), description="Code lengths by level of area"
    )
    overpass_url: str | None = Field(default=None, description="Overpass API to ask")
    case_days: int = Field(default=3, ge=1, description="Days in which a hazard is to be handled")
    bands: tuple[float, ...] = Field(
        default=(0.4, 0.6, 0.8, 0.95),
        description="Lower bounds of the coverage bands after the 1st",
    )

    @field_validator("tz")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except ZoneInfoNotFoundError as fault:
            raise ValueError(fault.args[0]) from fault
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
    except tomllib.TOMLDecodeError as fault:
        raise InputError("settings-unreadable", file=path, reason=fault) from fault
    except ValidationError as fault:
        first = fault.errors(include_url=False)[0]
        raise InputError(
            "setting-wrong",
            name=".".join(map(str, first["loc"])) or SETTINGS_FILE,
            reason=first["msg"],
        ) from fault
