"""What a survey of 15 questions costs over the wire: everything that a phone which was never here loads."""

import pytest

from surveys.actions.runs import open_run
from surveys.models import QuestionnaireVersion
from tests.browser.conftest import PHONE
from tests.browser.survey_phone import path_of
from tests.browser.wire import Wire, collect_static, settled
from tests.server import Server

pytestmark = pytest.mark.browser

MOST = 40_000


@pytest.fixture
def wire(transactional_db, tmp_path):
    """A real gunicorn with collected files and the test's database, behind the counter."""
    server = Server(tmp_path)
    server.environment["STATIC_ROOT"] = str(tmp_path / "staticfiles")
    collect_static(server.environment)
    server.start()
    counter = Wire(server.port)
    yield counter
    counter.listening.close()
    server.end()


def test_fifteen_questions_weigh_at_most_40_kb(chromium, wire, make, capsys):
    version = QuestionnaireVersion.objects.get(questionnaire__code="interethnic_opinion")
    assert len(version.definition.answered) == 15
    run = open_run(version=version, project=make.project(), by=None)
    context = chromium.new_context(viewport=PHONE, base_url=f"http://127.0.0.1:{wire.port}")
    page = context.new_page()
    loaded = []
    page.on("response", lambda answer: loaded.append(answer.url.rsplit("/", 1)[-1]))
    page.goto(path_of(run))
    page.locator(".step").wait_for()
    weight = settled(wire)
    context.close()
    with capsys.disabled():
        print(f"\na survey of 15 questions: {weight:,} bytes in {len(loaded)} files")  # noqa: T201
    assert 8_000 < weight <= MOST
