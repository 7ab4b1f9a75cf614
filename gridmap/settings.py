"""Settings of one workspace: from the environment, then from its ``settings.toml``.

Read when a workspace is opened, never at import.
"""

from __future__ import annotations

import contextlib
import json
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import urlsplit
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
from gridmap.words.foreign import system_reason, wanted

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

__all__ = ["SETTINGS_FILE", "Settings", "load_settings", "write_template"]

SETTINGS_FILE = "settings.toml"

_SPANS: Final = ("households_per_leader", "leaders_per_lead", "leaders_per_cadre")
# What a setting wants that is a list, whatever was wrong with it.
_LISTS: Final = {
    "hosts": "settings-hosts-wrong",
    "bands": "settings-bands-wrong",
    **dict.fromkeys(_SPANS, "settings-span-wrong"),
}
# What any other wants that is said here in a way of its own, by what pydantic found.
_WANTED: Final = {
    "string_type": "settings-text-wanted",
    "path_type": "settings-text-wanted",
    "finite_number": "wanted-whole",
}


class Settings(BaseSettings):
    """What may differ between workspaces.

    Every field can be set as ``GRIDMAP_<FIELD>`` in the environment or by its name in
    ``settings.toml``; the environment wins.

    Attributes
    ----------
    db
        Database URL (``postgresql+psycopg://…``); a GeoPackage in the home otherwise.
    hosts
        Names and addresses that browsers elsewhere ask for this server by.
    keys
        File of the keys that names and phones are sealed with, from the home where it is relative;
        ``keys`` in the home otherwise.
    name
        Name of the workspace, as its pages show it.
    tz
        Time zone of local days.
    code_pattern
        Code lengths by level of area, see :class:`~gridmap.territory.codes.CodePattern`.
    overpass_url
        Overpass API to ask for OpenStreetMap data; osmnx's own choice otherwise.
    duty_phone
        Whom neighbour leaders call; printed on their sheets in large type.
    destroy_days
        Days after which sheets with names and phones are to be destroyed; printed on them.
    map_stamp
        What printed maps say at their foot: that they are for internal use (内部资料), or the
        number of their approval (审图号).
    case_days
        Days in which a hazard is to be handled.
    bands
        Per cent at which the bands of coverage part, rising, two to five of them.
    basemap_url
        Address of map tiles to show under the map, with ``{z}``, ``{x}`` and ``{y}``; none needed.
    basemap_datum
        Datum of those tiles: ``wgs84`` or ``gcj02``.
    basemap_attribution
        Whom to name for them.
    oidc_issuer
        Address of the office's own sign-in provider (OpenID Connect), if it has one.
    oidc_client_id
        What that provider calls this server. The secret stands in the environment
        (``GRIDMAP_OIDC_SECRET``) or in the file ``oidc-secret`` of the home, never here.
    oidc_intranet
        Whether the provider may be at a private address.
    upload_mb
        Largest file that a browser may hand in, in MiB.
    keep_flags_months
        Months after which a key group lapses that nobody confirmed; never more than 12.
    keep_notes_months
        Months for which notes of closed cases are kept; never more than 12.
    keep_exact_days
        Days for which the time of a visit is kept to the minute, then the half-day; never more
        than 30.
    keep_unclear_days
        Days for which rows of a ledger wait for somebody to say which building they mean.
    keep_requests_months
        Months for which answered requests of residents are kept.
    households_per_leader, leaders_per_lead, leaders_per_cadre
        From how many to how many one 邻长 (households), one 组长 or 网格长 (邻长) and one cadre
        (leaders) should answer for.
    """

    model_config = SettingsConfigDict(
        # Lists in the environment are read below, where what is wrong with them can be said.
        env_prefix="GRIDMAP_",
        enable_decoding=False,
        extra="forbid",
        frozen=True,
    )

    db: str | None = None
    hosts: tuple[str, ...] = ()
    keys: Path | None = None
    name: str = "gridmap"
    tz: str = "Asia/Shanghai"
    code_pattern: str = str(DEFAULT_PATTERN)
    overpass_url: str | None = None
    duty_phone: str | None = None
    destroy_days: int = Field(default=14, ge=1, le=90)
    map_stamp: str | None = None
    case_days: int = Field(default=3, ge=1, le=365)
    bands: tuple[int, ...] = (40, 60, 80, 95)
    basemap_url: str | None = None
    basemap_datum: Literal["wgs84", "gcj02"] = "wgs84"
    basemap_attribution: str | None = None
    oidc_issuer: str | None = None
    oidc_client_id: str | None = None
    oidc_intranet: bool = False
    upload_mb: int = Field(default=512, ge=1, le=4096)
    keep_flags_months: int = Field(default=12, ge=1, le=12)
    keep_notes_months: int = Field(default=12, ge=1, le=12)
    keep_exact_days: int = Field(default=30, ge=1, le=30)
    keep_unclear_days: int = Field(default=90, ge=1, le=365)
    keep_requests_months: int = Field(default=12, ge=1, le=36)
    households_per_leader: tuple[int, int] = (5, 15)
    leaders_per_lead: tuple[int, int] = (5, 15)
    leaders_per_cadre: tuple[int, int] = (3, 8)

    @field_validator("tz")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, OSError) as fault:  # a folder of zones is none
            raise ValueError("settings-no-zone") from fault
        return name

    @field_validator(*_LISTS, mode="before")
    @classmethod
    def _list_as_text(cls, told: object) -> object:
        if isinstance(told, str):
            with contextlib.suppress(ValueError):
                return json.loads(told)
        return told

    @field_validator("code_pattern")
    @classmethod
    def _readable_pattern(cls, pattern: str) -> str:
        return str(CodePattern.parse(pattern))

    @field_validator("bands")
    @classmethod
    def _rising(cls, bands: tuple[int, ...]) -> tuple[int, ...]:
        inside = all(0 < band <= 100 for band in bands)
        if not (2 <= len(bands) <= 5 and inside and sorted(set(bands)) == list(bands)):
            raise ValueError("settings-bands-wrong")
        return bands

    @field_validator(*_SPANS)
    @classmethod
    def _least_and_most(cls, span: tuple[int, int]) -> tuple[int, int]:
        least, most = span
        if not 0 <= least <= most:
            raise ValueError("settings-span-wrong")
        return span

    @field_validator("basemap_url")
    @classmethod
    def _template(cls, url: str | None) -> str | None:
        if url is not None:
            parts = urlsplit(url)
            named = sorted(re.findall(r"\{(.*?)\}", url))
            plain = re.fullmatch(r"[\x21-\x7e]+", url) and re.fullmatch(
                r"[\w.:@\[\]-]+", parts.netloc, re.ASCII
            )
            if parts.scheme not in ("http", "https") or not parts.hostname or not plain:
                raise ValueError("settings-basemap-address")
            if named != ["x", "y", "z"] or "{" in parts.netloc:
                raise ValueError("settings-basemap-template")
        return url

    @field_validator("basemap_datum", mode="before")
    @classmethod
    def _drawable(cls, datum: object) -> object:
        if isinstance(datum, str) and datum.lower().replace("-", "") == "bd09":
            raise ValueError("settings-basemap-bd09")
        return datum

    @property
    def basemap_host(self) -> str | None:
        """Where the base map comes from, as a content security policy names it."""
        if self.basemap_url is None:
            return None
        parts = urlsplit(self.basemap_url)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"

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
        raise InputError("settings-unreadable", file=path, reason=_unreadable(fault)) from fault
    except ValidationError as fault:
        first = fault.errors(include_url=False)[0]
        raise InputError(
            "setting-wrong", name=str(first["loc"][0]), reason=_wanted(first)
        ) from fault


def _unreadable(fault: Exception) -> str:
    """Say where a file is no TOML; the library tells why in English only."""
    if isinstance(fault, OSError):
        return system_reason(fault)
    if isinstance(fault, UnicodeDecodeError):
        return say("settings-not-utf8")
    place = re.search(r"line (\d+), column (\d+)", str(fault))
    if place is None:
        return say("settings-at-end")
    return say("settings-at-line", line=place[1], column=place[2])


def _wanted(fault: ErrorDetails) -> str:
    """Say what a setting wants instead of what it was given."""
    own = _LISTS.get(str(fault["loc"][0])) or _WANTED.get(fault["type"])
    return say(own) if own else wanted(fault)


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
