"""Settings come from the environment, are documented, and are safe behind TLS."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from multivector.observatory import settings as module
from tests.observatory.serving import clean_environment, run

SOURCE = Path(module.__file__)
PAGE = Path(__file__).parents[3] / "docs" / "observatory.md"
READ_ELSEWHERE = {"MULTIVECTOR_CACHE"}


def read_variables():
    """The names that settings.py asks the environment for."""
    names = {
        node.value
        for node in ast.walk(ast.parse(SOURCE.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {name for name in names if re.fullmatch(r"MULTIVECTOR_\w+|DATABASE_URL", name)} | READ_ELSEWHERE


def test_every_variable_is_documented_and_no_other():
    documented = re.findall(r"^\| `((?:MULTIVECTOR|DATABASE)_\w+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(documented) == sorted(read_variables())


def loaded(*names, **environment):
    """Settings as a fresh process reads them."""
    code = f"from multivector.observatory import settings as s; import json; print(json.dumps([getattr(s, n) for n in {names!r}]))"
    result = subprocess.run(
        [sys.executable, "-c", code], env=clean_environment() | environment, capture_output=True, check=True
    )
    return json.loads(result.stdout)


def test_behind_tls_all_is_secure():
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "CSRF_TRUSTED_ORIGINS")  # fmt: skip
    environment = {"MULTIVECTOR_HOSTS": "observatory.example"}
    year, origins = 365 * 24 * 3600, ["https://observatory.example"]
    assert loaded(*names, MULTIVECTOR_TLS="1", **environment) == [True, True, True, True, year, origins]
    assert loaded(*names, **environment) == [False, False, False, False, 0, []]


@pytest.mark.parametrize("tls", ["", "1"])
def test_the_check_of_a_deployment_is_clean(own_record, tls):
    result = run("site", "check", own_record, MULTIVECTOR_TLS=tls, MULTIVECTOR_HOSTS="observatory.example")
    assert result.returncode == 1  # nobody has migrated the database yet
    assert "run `multivector site migrate`" in result.stdout
    assert run("site", "migrate", own_record).returncode == 0
    result = run("site", "check", own_record, MULTIVECTOR_TLS=tls, MULTIVECTOR_HOSTS="observatory.example")
    assert (result.returncode, "WRONG" in result.stdout, result.stdout.count("ok ")) == (0, False, 4)


def test_a_weak_setting_is_found(own_record):
    run("site", "migrate", own_record)
    result = run("site", "check", own_record, MULTIVECTOR_HOSTS="*", MULTIVECTOR_SECRET_KEY="short")
    assert result.returncode == 1
    assert "WRONG   hosts: *" in result.stdout
    assert "security.W009" in result.stdout
