"""What the scanner app sends for each way of counting somebody, and what it does where browsers allow less."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.film import Shot, picture
from tests.browser.scanner_app import ACTIVITY, FakeApi, become_scanner, open_app, press, shoot, type_code
from tests.browser.scanner_door import Door
from tools.chromium import QUIET, chromium_path

pytestmark = pytest.mark.browser


@pytest.fixture
def api():
    return FakeApi()


@pytest.fixture
def phone(new_phone, transactional_db, live_server, api):
    """A scanner without a camera that talks to the fake API."""

    def open_phone(**activity):
        api.activities = [{**ACTIVITY, **activity}]
        page = new_phone(service_workers="block")
        api.route(page.context)
        return become_scanner(page, live_server.url)

    return open_phone


def sent(api) -> dict:
    """The last act, without what every act has."""
    always = ("scan_id", "observed_at", "sent_at", "activity", "session", "door")
    return {key: value for key, value in api.items[-1].items() if key not in always}


def test_the_code_leaves_the_address_and_names_the_phone(phone, api, live_server):
    page = phone()
    assert page.url == f"{live_server.url}/scanner/"
    assert page.evaluate("history.length") <= 3
    assert api.claims[0]["code"] == "Q1W2E3R4T5"


def test_a_form_is_sent_with_its_consents_and_nothing_typed_is_lost(phone, api):
    page = phone(ask_name="required")
    press(page, "Without a code", "Fill in the form")
    page.fill("#age", "12")
    page.get_by_label("First name and surname").fill("Дана  Т")
    press(page, "Count")
    expect(page.locator(".fault")).to_contain_text("Ask the person and tick this box")
    assert api.items == []
    page.get_by_label("The person agreed, aloud").check()
    press(page, "Count")
    expect(page.locator(".fault")).to_contain_text("under 18")
    page.get_by_label("legal representative").check()
    page.get_by_label("Female").check(force=True)
    page.get_by_label("Child").check(force=True)
    api.answers[""] = (422, {"code": "invalid", "detail": "Номер бос"})
    press(page, "Count")
    expect(page.locator(".notice--bad")).to_contain_text("Номер бос")
    assert page.input_value("#age") == "12"
    del api.answers[""]
    # Two taps of a thumb, both before the answer: a second one after it would meet another screen.
    page.get_by_role("button", name="Count", exact=True).evaluate("(button) => { button.click(); button.click(); }")
    page.locator(".answer--new").wait_for()
    assert len(api.items) == 2
    given = {"consent": True, "guardian_consent": True, "photo_consent": False, "gender": "female", "age": 12}
    person = {"birth_year": None, "statuses": ["children"], "name": "Дана Т", "phone": ""}
    assert sent(api) == {"walk_in": {**given, **person}, "source": "form"}


def test_a_year_of_birth_and_nonsense(phone, api):
    page = phone()
    press(page, "Without a code", "Fill in the form")
    page.get_by_label("The person agreed, aloud").check()
    for text in ("2", "1800", "жиырма", "3000"):
        page.fill("#age", text)
        press(page, "Count")
        expect(page.locator(".fault")).to_contain_text("19")
    page.fill("#age", "1990")
    press(page, "Count")
    page.locator(".answer--new").wait_for()
    assert (sent(api)["walk_in"]["age"], sent(api)["walk_in"]["birth_year"]) == (None, 1990)


def test_counting_without_data_sends_nothing_about_the_person(phone, api):
    page = phone(ask_signature="required")
    press(page, "Without a code")
    page.get_by_role("button", name="Count without data", exact=True).click()
    page.locator(".answer--new").wait_for()
    assert sent(api) == {"walk_in": {"consent": False}, "source": "form"}


def test_a_class_in_one_act(phone, api):
    page = phone()
    press(page, "Without a code", "Family or class", "One more group")
    page.locator("input[name=count]").nth(0).fill("12")
    page.locator("select[name=gender]").nth(0).select_option("male")
    page.locator("input[name=age]").nth(0).fill("15")
    page.locator("input[name=count]").nth(1).fill("190")
    press(page, "Count")
    expect(page.locator(".notice--bad")).to_contain_text("1 to 200")
    page.locator("input[name=count]").nth(1).fill("13")
    page.get_by_label("Pupil, student").check(force=True)
    expect(page.locator(".actions")).to_contain_text("25")
    press(page, "Count")
    expect(page.locator(".answer--new")).to_contain_text("People: 25")
    lines = [{"gender": "male", "age": 15, "count": 12}, {"gender": None, "age": None, "count": 13}]
    assert sent(api) == {"group": {"lines": lines, "statuses": ["youth"]}, "source": "form"}


def test_a_name_from_the_list(phone, api):
    page = phone()
    press(page, "Without a code", "Find by name")
    page.locator("#name").press_sequentially("нурл")
    page.locator(".rows .row", has_text="Нұрлан").click()
    page.locator(".answer--new").wait_for()
    assert sent(api) == {"participant": 13, "source": "name"}


def test_a_scanner_on_a_cable_is_heard_anywhere_and_in_any_keyboard_language(phone, api):
    page = phone()
    page.locator(".ways button").first.focus()  # its Enter must not press this
    page.keyboard.type("A7K-392\n")
    page.locator(".answer--new").wait_for()
    assert sent(api) == {"short_code": "A7K392", "source": "usb"}
    assert page.locator("#code").count() == 0
    # The same keys on a computer set to Russian: "b8m410" comes as "и8ь410".
    page.evaluate("""() => {
        const keys = [["и", "KeyB"], ["8", "Digit8"], ["ь", "KeyM"], ["4", "Digit4"], ["1", "Digit1"], ["0", "Digit0"]];
        for (const [key, code] of [...keys, ["Enter", "Enter"]])
            document.body.dispatchEvent(new KeyboardEvent("keydown", { key, code, bubbles: true, cancelable: true }));
    }""")
    api.wait(page, 2)
    assert sent(api) == {"short_code": "B8M410", "source": "usb"}


def test_letters_in_a_field_belong_to_the_field(phone, api):
    page = phone()
    press(page, "Type the code")
    page.locator("#code").press_sequentially("a7-k3-92")
    page.keyboard.press("Enter")
    page.locator(".answer--new").wait_for()
    assert [item["source"] for item in api.items] == ["typed"]


def test_a_signature_goes_with_the_act(phone, api):
    page = phone(ask_signature="optional")
    type_code(page, "A7K392")
    page.locator("canvas").hover()  # it stands still now
    pad = page.locator("canvas").bounding_box()
    page.mouse.move(pad["x"] + 5, pad["y"] + 5)
    page.mouse.down()
    page.mouse.move(pad["x"] + pad["width"] / 2, pad["y"] + pad["height"] / 2, steps=4)
    page.mouse.move(pad["x"] + pad["width"] + 40, pad["y"] + pad["height"] + 40, steps=4)
    page.mouse.up()
    page.mouse.click(pad["x"] + 50, pad["y"] + 50)
    press(page, "Done")
    page.locator(".answer--new").wait_for()
    strokes = sent(api)["signature"]
    assert re.fullmatch(r"\d+,\d+( \d+,\d+)+;\d+,\d+", strokes)
    numbers = [tuple(map(int, point.split(","))) for point in re.split("[ ;]", strokes)]
    assert max(x for x, _ in numbers) == 1000
    assert max(y for _, y in numbers) == 400
    type_code(page, "B8M410")
    press(page, "Without a signature")
    api.wait(page, 2)
    assert sent(api) == {"short_code": "B8M410", "source": "typed"}


def test_the_phones_back_button_closes_what_lies_above(phone, api):
    page = phone()
    page.locator(".bar button").last.click()
    press(page, "Language")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Menu")
    page.go_back()
    page.locator(".scan").wait_for()


def test_language_is_remembered(phone, api, live_server):
    page = phone()
    page.locator(".bar button").last.click()
    press(page, "Language")
    page.get_by_label("Русский").click()
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    page.locator(".scan").wait_for()
    assert page.url == f"{live_server.url}/scanner/"
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    page.locator(".scan").wait_for()


def test_ended_access_says_what_is_still_here_and_saves_it(phone, api):
    page = phone()
    api.is_down = True
    type_code(page, "A7K392")
    page.locator(".answer--saved").wait_for()
    api.is_down, api.dead = False, "device_revoked"
    # "Send now", unless the phone has just tried by itself and knows already.
    page.evaluate("() => document.querySelector('button.pending__line')?.click()")
    expect(page.locator("main")).to_contain_text("Scans still on this phone: 1")
    with page.expect_download() as download:
        press(page, "Save the rescue file")
    assert '"data"' in download.value.path().read_text()


def test_plain_http_says_what_is_off_and_takes_a_photo(
    chromium, live_server, transactional_db, make, settings, tmp_path
):
    settings.ALLOWED_HOSTS = ["*"]
    door = Door.of(make, people=1, door="Есік")
    args = [*QUIET, "--host-resolver-rules=MAP scanner.example 127.0.0.1"]
    browser = chromium.browser_type.launch(executable_path=chromium_path(), args=args)
    page = browser.new_context(viewport=PHONE).new_page()
    server = live_server.url.replace("localhost", "scanner.example")
    become_scanner(page, server, code=door.code)
    expect(page.locator(".camera")).to_contain_text("only to https")
    expect(page.locator(".strip")).to_contain_text("Offline is off")
    photo = picture(Shot(f"{server}/c/{door.tokens[0]}", turned=20)).resize((2400, 1800))
    photo.save(tmp_path / "photo.jpg")
    page.locator(".camera input[type=file]").set_input_files(tmp_path / "photo.jpg")
    page.locator(".answer--new").wait_for()
    shoot(page, "plain http")
    picture(Shot()).save(tmp_path / "nothing.jpg")
    page.locator(".camera input[type=file]").set_input_files(tmp_path / "nothing.jpg")
    expect(page.locator(".answer--refused")).to_contain_text("No code was found")
    browser.close()
    assert door.here == [0]


def test_a_camera_that_is_refused(new_phone, transactional_db, live_server, api):
    page = new_phone(service_workers="block")
    page.add_init_script("""navigator.mediaDevices.getUserMedia = () =>
        Promise.reject(new DOMException("no", "NotAllowedError"));""")
    api.route(page.context)
    become_scanner(page, live_server.url)
    expect(page.locator(".camera")).to_contain_text("does not let this page use the camera")
    expect(page.get_by_role("button", name="Photograph the code")).to_be_visible()


def test_a_link_for_a_phone_that_is_a_scanner_already(phone, api, live_server):
    page = phone()
    open_app(page, live_server.url, code="other")
    expect(page.locator("main")).to_contain_text("is a scanner already")
    press(page, "Stay with")
    page.locator(".scan").wait_for()
    assert [claim["code"] for claim in api.claims] == ["Q1W2E3R4T5"]
