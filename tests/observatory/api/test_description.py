"""The API does what its description says, whatever it is asked (schemathesis, in this process)."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings

schemathesis = pytest.importorskip("schemathesis")

from django.core.wsgi import get_wsgi_application  # noqa: E402
from schemathesis.checks import not_a_server_error  # noqa: E402
from schemathesis.generation.modes import GenerationMode  # noqa: E402
from schemathesis.specs.openapi.checks import (  # noqa: E402
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

pytestmark = pytest.mark.django_db
ASKING = ["documents", "documents/{id}", "events", "facts", "actors", "vectors/{code}", "priorities/{code}"]
NAMING = ["events/{id}", "events/{id}/annotations", "facts/{id}", "facts/{id}/annotations", "actors/{code}"]
CASES = [
    *((path, mode) for path in ASKING for mode in GenerationMode),
    *((path, GenerationMode.POSITIVE) for path in NAMING),  # any text is a name: nothing can be asked wrongly
]
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]


@pytest.fixture
def described(site):
    site.API_PER_MINUTE = 10**9
    site.ALLOWED_HOSTS = ["*"]
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


def test_every_path_is_tried(described):
    assert {path.removeprefix("/api/v1/") for path in described} == {*ASKING, *NAMING}


@pytest.mark.parametrize(("path", "mode"), CASES)
def test_the_api_is_as_described(described, path, mode):
    cases = described[f"/api/v1/{path}"]["GET"].as_strategy(generation_mode=mode)

    @given(case=cases)
    @settings(
        max_examples=10,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def tried(case):
        case.call_and_validate(checks=CHECKS)

    tried()
