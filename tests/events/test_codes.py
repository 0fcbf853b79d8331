"""Personal codes: the token's format is final, printed codes never die."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.utils import timezone

from events.actions.codes import issue_code, reissue_code, revoke_code, token_of
from events.codes import TOKEN_LENGTH, new_short_code, read_short_code, read_token, sign_token, token_in
from events.models import PersonalCode, SigningKey
from events.queries.codes import Standing, identify
from rules.errors import AppError

SERIAL = bytes.fromhex("00112233445566ff")
# A fixed key, so that a change of the format shows as a change of this very token.
PRIVATE = ec.derive_private_key(20250910, ec.SECP256R1())
PUBLIC = PRIVATE.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
PRINTED = (
    "AEDQAEJCGNCFKZX7UORNOBTTHXLO27ZIW2PBJYKNZLVHHIHYP352AJAI5BGP"
    "5UV3RNIDYNSLQXXTYNWKT3KSDLBS5M62IDQCRCDGN6L62WJWL7UUAPT5BDY"
)


def standing(entry, organisation) -> Standing:
    return identify(entry, organisation=organisation).standing


def test_a_token_printed_today_is_read_for_ever():
    token = sign_token(SERIAL, key_number=7, private_key=PRIVATE)
    assert token.text == PRINTED
    read = read_token(PRINTED)
    assert (read.key_number, read.serial) == (7, SERIAL)
    assert read.is_signed_by(PUBLIC)


def test_signing_twice_gives_the_same_picture():
    assert sign_token(SERIAL, key_number=7, private_key=PRIVATE).text == PRINTED


def test_small_letters_and_a_link_around_it_are_the_same_token():
    assert read_token(PRINTED.lower()).is_signed_by(PUBLIC)
    assert token_in(f"https://example.kz/c/{PRINTED}") == PRINTED
    assert token_in(f" HTTP://example.kz/C/{PRINTED.lower()}/?x=1 ") == PRINTED.lower()
    assert token_in(PRINTED) == PRINTED
    assert token_in("A7-K3-92") is None
    assert token_in("https://example.kz/a/ABCDEFGH/") is None


def test_a_change_of_any_byte_is_refused():
    packed = base64.b32decode(PRINTED + "=")
    assert len(packed) == 74
    for place in range(len(packed)):
        edited = bytearray(packed)
        edited[place] ^= 0x01
        token = read_token(base64.b32encode(bytes(edited)).decode().rstrip("="))
        assert token is None or not token.is_signed_by(PUBLIC), place


def test_a_change_of_any_letter_is_refused():
    for place in range(TOKEN_LENGTH):
        other = "B" if PRINTED[place] != "B" else "C"
        token = read_token(PRINTED[:place] + other + PRINTED[place + 1 :])
        assert token is None or not token.is_signed_by(PUBLIC), place


@pytest.mark.parametrize("text", ["", "A", PRINTED[:-1], PRINTED + "A", "1" * 119, "Ә" * 119, "\0" * 119])
def test_what_is_no_token_is_none(text):
    assert read_token(text) is None


def test_another_key_does_not_verify():
    other = ec.derive_private_key(4, ec.SECP256R1()).public_key()
    public = other.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    assert not read_token(PRINTED).is_signed_by(public)
    assert not read_token(PRINTED).is_signed_by(b"rubbish")


@pytest.mark.parametrize(
    "typed",
    ["A7K392", "A7-K3-92", "a7 k3 92", " а7-к3-92 ", "А7—К3—92", "A7.K3.92"],  # some letters are Cyrillic
)
def test_a_short_code_is_read_however_it_is_typed(typed):
    assert read_short_code(typed) == "A7K392"


def test_letters_that_are_not_in_the_alphabet_are_read_as_what_was_seen():
    assert read_short_code("O0-IL-1О") == "001110"
    assert read_short_code("қх-үр-тс") == "KXYPTC"


@pytest.mark.parametrize("typed", ["", "A7K39", "A7K3922", "A7K39!", "A7K39Ж", "А7К39U", "\0" * 6])
def test_what_is_no_short_code_is_none(typed):
    assert read_short_code(typed) is None


def test_new_short_codes_can_be_read_back():
    for _ in range(200):
        code = new_short_code()
        assert read_short_code(code) == code


def test_a_person_keeps_one_code_and_becomes_identified(make):
    person = make.person(external_key="")
    assert not person.is_identified
    first, second = issue_code(person), issue_code(person)
    person.refresh_from_db()
    assert first == second
    assert person.is_identified
    assert first.display == "-".join([first.short_code[:2], first.short_code[2:4], first.short_code[4:]])


def test_the_same_code_gives_the_same_token_and_is_recognised(make):
    code = issue_code(make.person())
    assert token_of(code) == token_of(PersonalCode.objects.get(pk=code.pk))
    answer = identify(f"https://example.kz/c/{token_of(code).lower()}", organisation=make.organisation)
    assert (answer.standing, answer.code) == (Standing.OURS, code)
    assert identify(code.display.lower(), organisation=make.organisation).code == code
    assert SigningKey.objects.of(make.organisation).count() == 1


def test_a_revoked_code_says_so_and_a_new_one_takes_over(make):
    person = make.person()
    old = issue_code(person)
    old_token = token_of(old)
    new = reissue_code(person, by=None)
    old.refresh_from_db()
    assert old.revoked_at is not None
    assert new.short_code != old.short_code
    assert standing(old_token, make.organisation) == Standing.REVOKED
    assert standing(old.display, make.organisation) == Standing.REVOKED
    assert standing(token_of(new), make.organisation) == Standing.OURS
    revoke_code(new, by=None)
    assert issue_code(person) not in {old, new}


def test_another_organisations_code_is_foreign_and_its_short_code_unknown(make):
    code = issue_code(make.other_organisation().person())
    assert standing(token_of(code), make.organisation) == Standing.FOREIGN
    assert standing(code.short_code, make.organisation) == Standing.UNKNOWN


def test_a_token_of_a_known_serial_signed_by_another_key_is_damaged(make):
    code = issue_code(make.person())
    token_of(code)
    forged = sign_token(bytes(code.serial), key_number=1, private_key=PRIVATE).text
    assert standing(forged, make.organisation) == Standing.DAMAGED
    assert standing(PRINTED, make.organisation) == Standing.DAMAGED
    assert standing(token_of(code)[:-1], make.organisation) == Standing.UNKNOWN


def test_a_retired_key_goes_on_verifying(make):
    code = issue_code(make.person())
    printed = token_of(code)
    SigningKey.objects.update(retired_at=timezone.now())
    assert standing(printed, make.organisation) == Standing.OURS
    assert token_of(code) != printed
    assert standing(token_of(code), make.organisation) == Standing.OURS
    assert list(SigningKey.objects.values_list("number", flat=True).order_by("number")) == [1, 2]


def test_the_private_key_opens_with_an_old_secret_and_a_lost_secret_stops_no_printed_code(make, settings):
    code = issue_code(make.person())
    printed = token_of(code)
    assert b"PRIVATE" not in bytes(SigningKey.objects.get().encrypted_private_key)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret of at least forty characters!!"
    assert token_of(code) == printed
    settings.SECRET_KEY_FALLBACKS = []
    assert token_of(code) != printed
    assert standing(printed, make.organisation) == Standing.OURS
    assert standing(token_of(code), make.organisation) == Standing.OURS


def test_nobody_gets_a_code_after_their_data_were_deleted(make):
    person = make.person(external_key="", name="", withdrawn_at=timezone.now())
    with pytest.raises(AppError, match="person_withdrawn"):
        issue_code(person)


def test_a_short_code_that_is_taken_is_drawn_again(make, monkeypatch):
    taken = issue_code(make.person()).short_code
    drawn = iter([taken, taken, "ZZZZZZ"])
    monkeypatch.setattr("events.actions.codes.new_short_code", lambda: next(drawn))
    assert issue_code(make.person()).short_code == "ZZZZZZ"
