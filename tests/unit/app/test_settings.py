"""Settings: one class, refused when unknown or impossible, secrets never shown."""

from pathlib import Path

import pytest

from app.settings import Settings, child_environment, load
from index.faults import BadSetting

pytestmark = pytest.mark.usefixtures("unset")


def test_given_beats_environment_beats_file_beats_default(monkeypatch):
    Path("scrutiny.toml").write_text('port = 9001\nllm_model = "file"\ndata = "from-file"\n')
    monkeypatch.setenv("SCRUTINY_PORT", "9002")
    monkeypatch.setenv("SCRUTINY_DATA", "from-env")
    settings = load(data=Path("given"), port=None)
    assert (settings.data, settings.port, settings.llm_model) == (Path("given"), 9002, "file")
    assert settings.llm_provider == "none"


def test_an_unknown_variable_names_the_near_one(monkeypatch):
    monkeypatch.setenv("SCRUTINY_LLM_MODLE", "x")
    with pytest.raises(BadSetting, match=r"SCRUTINY_LLM_MODLE is not a setting\. Did you mean SCRUTINY_LLM_MODEL"):
        load()


def test_an_unknown_variable_like_no_other_points_to_the_list(monkeypatch):
    monkeypatch.setenv("SCRUTINY_QQQQ", "x")
    with pytest.raises(BadSetting, match=r"docs/settings\.md"):
        load()


def test_an_unknown_key_in_the_file_names_the_near_one():
    Path("scrutiny.toml").write_text('llm_modle = "x"\n')
    with pytest.raises(BadSetting, match="Did you mean llm_model"):
        load()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "many"),
        ("PORT", "0"),
        ("LLM_PROVIDER", "oracle"),
        ("LLM_TIMEOUT_S", "-1"),
        ("MAX_FILE_MB", "0"),
        ("LLM_BASE_URL", "file:///etc/passwd"),
        ("LLM_BASE_URL", "localhost:8000"),
    ],
)
def test_an_impossible_value_names_the_setting(monkeypatch, name, value):
    monkeypatch.setenv(f"SCRUTINY_{name}", value)
    with pytest.raises(BadSetting, match=f"setting {name.lower()} has an impossible value") as caught:
        load()
    assert f"SCRUTINY_{name}" in caught.value.hint


def test_a_file_that_is_not_toml():
    Path("scrutiny.toml").write_text("port: 1")
    with pytest.raises(BadSetting, match="not valid TOML"):
        load()


def test_a_secret_is_not_shown_but_reaches_the_child(monkeypatch):
    monkeypatch.setenv("SCRUTINY_LLM_API_KEY", "sk-very-secret")
    settings = load(data=Path("d"))
    assert "very-secret" not in repr(settings) + str(settings)
    child = child_environment(settings)
    assert child["SCRUTINY_LLM_API_KEY"] == "sk-very-secret"
    assert child["SCRUTINY_DATA"] == str(Path("d").resolve())
    assert "SCRUTINY_PACKS" not in child


def test_every_field_is_described():
    assert all(field.description for field in Settings.model_fields.values())
