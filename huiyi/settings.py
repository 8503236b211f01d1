"""Settings: from the environment (``HUIYI_…``), else from ``huiyi.toml`` in the working folder, else the defaults.

Credentials come only from there, never from arguments: arguments are seen by everyone on the machine.
"""

from pathlib import Path

from pydantic import SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from graph.errors import InputError


class Settings(BaseSettings):
    """What ``huiyi`` assumes where nothing is said.

    ``graph`` is a folder or a ``neo4j://``… address; ``user``, ``password`` and ``database`` are for a server;
    ``decisions`` is the file that keeps people's judgements on who is who: by default ``FOLDER.decisions.jsonl``
    beside a graph's folder, ``decisions.jsonl`` here for a server.
    """

    model_config = SettingsConfigDict(env_prefix="HUIYI_", toml_file="huiyi.toml", extra="forbid")

    graph: str = ".huiyi"
    user: str = "neo4j"
    password: SecretStr | None = None
    database: str | None = None
    decisions: Path | None = None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The order of sources: arguments of the call, environment, ``huiyi.toml``."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    def decisions_of(self, target: str | None) -> Path:
        """The file of decisions that belongs to a graph."""
        if self.decisions is not None:
            return self.decisions
        graph = target or self.graph
        if "://" in graph:
            return Path("decisions.jsonl")
        folder = Path(graph)
        return folder.with_name(f"{folder.name}.decisions.jsonl")

    def auth(self) -> tuple[str, str] | None:
        """User and password for a server, or None where no password is set."""
        return (self.user, self.password.get_secret_value()) if self.password else None


def settings() -> Settings:
    """The settings in force here; raises ``InputError`` that names every wrong one."""
    try:
        return Settings()
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise InputError(f"settings (HUIYI_… or huiyi.toml): {faults}") from None
    except ValueError as error:
        raise InputError(f"huiyi.toml: {error}") from None
