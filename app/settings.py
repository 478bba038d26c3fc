"""Every setting, in one class: `SCRUTINY_*` variables and `scrutiny.toml` in the current folder.

The order is: what a command was given, then the environment, then the file, then the default. No other module
reads the environment. A name that is not a setting is refused with the nearest one that is.
"""

import difflib
import os
import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from index.faults import BadSetting

PREFIX = "SCRUTINY_"
FILE = "scrutiny.toml"


class Settings(BaseSettings):
    """What can be set. Each field is `SCRUTINY_<NAME>` in the environment and `<name>` in scrutiny.toml."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, toml_file=FILE, extra="forbid", frozen=True)

    data: Path = Field(
        Path("data"), description="Folder that holds the index, the copies of the papers and the saved chats."
    )
    packs: Path | None = Field(
        None, description="Folder of packs that `scrutiny index` reads when it is given no path."
    )
    watch: Path | None = Field(
        None, description="Folder that `scrutiny serve` watches: new and changed papers in it are read by themselves."
    )
    watch_seconds: int = Field(
        15, ge=1, le=3600,
        description="Seconds between two looks at that folder; a paper is read once two looks found it the same.",
    )  # fmt: skip
    fetch_site: str | None = Field(
        None, description="Address of the council's agenda system (ModernGov) that `scrutiny fetch` and the page ask."
    )
    fetch_committees: str = Field(
        "", description="Committees whose papers are fetched, by name or number, with commas; empty means all."
    )
    fetch_days: int = Field(90, ge=1, le=7300, description="Days back from which meetings' papers are fetched.")
    fetch_hours: int = Field(
        0, ge=0, le=720, description="Hours between two fetches that `scrutiny serve` makes by itself; 0 makes none."
    )
    fetch_private: bool = Field(
        False, description="Whether the agenda system may be at an address of this network, or at any port."
    )
    embedding_model: str = Field(
        "all-MiniLM-L6-v2",
        min_length=1,
        description="A sentence-transformers name or folder; the default is packaged and needs no network.",
    )
    chroma_address: str | None = Field(
        None, description="host:port of a Chroma server; unset means the embedded store in the data folder."
    )
    llm_provider: Literal["none", "ollama", "openai", "azure", "anthropic", "mistral", "bedrock", "gemini"] = Field(
        "none",
        description="Who words the answers: none (quotes only, no network), ollama, openai for any "
        "OpenAI-compatible server, or one of the extras azure, anthropic, mistral, bedrock and gemini.",
    )
    llm_model: str = Field("", description="Name of the LLM at that server, such as llama3.1:8b.")
    llm_base_url: str | None = Field(
        None,
        pattern="^https?://[^/]",
        description="Address of the LLM server, http or https; unset means the provider's own.",
    )
    llm_api_key: SecretStr | None = Field(None, description="Key for the LLM server; never printed or logged.")
    llm_context: int = Field(
        4000, ge=1000, le=32000,
        description="Tokens of a request to the LLM: 2000 for a model with a window of 4,000, up to 32000.",
    )  # fmt: skip
    llm_draft_context: int = Field(
        16000, ge=1000, le=200000,
        description="Tokens of the request that drafts for a report, which is read whole where it fits.",
    )  # fmt: skip
    llm_meaning: bool = Field(
        True,
        description="Ask the LLM a second time whether the quotes say what it wrote; what they do not is left out.",
    )
    llm_restricted: bool = Field(False, description="Whether restricted papers may be sent to the LLM.")
    llm_daily_tokens: int = Field(
        0, ge=0, description="Tokens a day for everybody, after which the quotes answer; 0 sets no limit."
    )
    llm_prepare: bool = Field(
        False,
        description="Have the LLM draft for and sum up new papers' reports before anybody opens them, with at most "
        "half of the day's tokens.",
    )
    llm_requests: int = Field(
        4, ge=1, le=64, description="Requests to the LLM at one time; the others wait in a queue."
    )
    llm_headers: str = Field("", description='Extra headers for a gateway before the LLM: "Name: value; Name: value".')
    llm_api_version: str = Field(
        "2024-10-21", min_length=1, description="Version of Azure OpenAI's interface; no other provider uses it."
    )
    llm_timeout_s: float = Field(
        60.0, gt=0, le=600, description="Seconds to wait for the LLM before answering with quotes alone."
    )
    answer_above: float | None = Field(
        None,
        ge=0,
        le=1,
        description="Probability from which an answer without an LLM is called one, else the closest passages; "
        "as fitted where unset.",
    )
    max_file_mb: int = Field(100, ge=1, le=2000, description="Largest file that is read or accepted for upload, in MB.")
    upload_files: int = Field(
        100, ge=1, description="Files that one person may have uploaded and not yet added, held in memory till then."
    )
    upload_mb: int = Field(
        500, ge=1, description="MB of them for one person, at least one file's; four times as many for everybody."
    )
    address: str = Field(
        "localhost", min_length=1, description="Address the page listens on; localhost keeps it to this machine."
    )
    port: int = Field(8501, ge=1, le=65535, description="Port of the page.")
    sign_in: Path | None = Field(
        None,
        description="TOML file with the [auth] section of Streamlit's sign-in; unset means that nobody signs in and "
        "restricted papers are shown to nobody.",
    )
    role_claim: str = Field(
        "role", min_length=1, description="Claim of the identity provider that names a role: member, officer or admin."
    )
    committee_claim: str = Field(
        "committee", min_length=1, description="Claim of the identity provider that names a person's committees."
    )
    trust_email: bool = Field(
        False,
        description="Take an e-mail address for verified where the identity provider does not say whether it is; "
        "without it such a person is known by the provider's own id.",
    )
    sign_in_minutes: int = Field(
        480,
        ge=5,
        le=43_200,
        description="Minutes after which the identity provider is asked anew who somebody is; a role that was taken "
        "away there ends by then.",
    )
    audit_days: int = Field(
        0, ge=0, le=3660, description="Days to keep the log of who asked and exported what; 0 keeps none."
    )
    undo_days: int = Field(
        7,
        ge=0,
        le=3660,
        description="Days for which a withdrawal made on the page can be undone. The paper is hidden at once all the "
        "same; 0 removes it for good at once.",
    )
    language: str = Field("en", description="Language of the page's own words, such as cy; papers stay as they are.")
    catalogues: Path | None = Field(
        None, description="Folder of the council's own catalogues of the page's words (cy.po), before those packaged."
    )
    debug: bool = Field(False, description="Show the traceback of an unexpected error instead of one line.")

    @property
    def committees(self) -> list[str]:
        """The committees whose papers are fetched; none for all."""
        return [name.strip() for name in self.fetch_committees.split(",") if name.strip()]

    @property
    def fetched(self) -> Path:
        """Where fetched papers go: the folder that is watched, or else one of the data folder."""
        return self.watch or self.data / "fetched"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What was given, the environment, the file; no .env file and no secrets folder."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load(**given: Any) -> Settings:
    """Read the settings; `given` are a command's own options (None means not given). Raises BadSetting for an unknown
    name, an impossible value or a scrutiny.toml that is not TOML.
    """
    _refuse_unknown_variables()
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(f"{FILE} is not valid TOML: {error}.", f"Mend {Path(FILE).resolve()}.") from error
    except OSError as error:
        raise BadSetting(f"{FILE} cannot be read: {error}.", f"Mend {Path(FILE).resolve()}.") from error
    except ValidationError as error:
        raise _as_fault(error) from error


def child_environment(settings: Settings) -> dict[str, str]:
    """The environment for a process that we start, so that it sees the very same settings, secrets included."""
    environment = {name: value for name, value in os.environ.items() if not name.upper().startswith(PREFIX)}
    for name in Settings.model_fields:
        value = getattr(settings, name)
        if value is None:
            continue
        if isinstance(value, SecretStr):
            value = value.get_secret_value()
        if isinstance(value, Path):
            value = value.resolve()
        environment[PREFIX + name.upper()] = str(value)
    return environment


def _refuse_unknown_variables() -> None:
    for variable in sorted(os.environ):
        name = variable.upper()
        if name.startswith(PREFIX) and name.removeprefix(PREFIX).lower() not in Settings.model_fields:
            raise BadSetting(f"{variable} is not a setting.", _near(name.removeprefix(PREFIX).lower(), PREFIX))


def _near(name: str, prefix: str = "") -> str:
    """A hint naming the setting that was probably meant, or where all are listed."""
    near = difflib.get_close_matches(name, Settings.model_fields, n=1, cutoff=0.6)
    if near:
        return f"Did you mean {prefix + near[0].upper() if prefix else near[0]}?"
    return "docs/settings.md lists every setting."


def _as_fault(error: ValidationError) -> BadSetting:
    first = error.errors()[0]
    name = str(first["loc"][0]) if first["loc"] else FILE
    if first["type"] == "extra_forbidden":
        return BadSetting(f"{name} in {FILE} is not a setting.", _near(name))
    wants = first["msg"][:1].lower() + first["msg"][1:]
    return BadSetting(
        f"The setting {name} has an impossible value: {wants}.",
        f"Set {PREFIX}{name.upper()}, or {name} in {FILE}; docs/settings.md says what it means.",
    )
