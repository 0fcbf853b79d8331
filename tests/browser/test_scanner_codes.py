"""The scanner reads codes exactly as the server does: the same examples through both."""

import base64
import random

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import find
from hypothesis import strategies as st

from events import codes
from tests.browser.scanner_phone import PAGE, ScannerPhone

pytestmark = pytest.mark.browser

PRIVATE = ec.derive_private_key(20250910, ec.SECP256R1())
OTHER = ec.derive_private_key(20250911, ec.SECP256R1())
READ_BY_PAGE = """async (texts) => {
    const { tokenIn, readToken, readShortCode } = await import("/static/scanner/codes.js");
    return texts.map((text) => {
        const token = readToken(text);
        return [tokenIn(text), token && [token.keyNumber, token.serial, token.text], readShortCode(text)];
    });
}"""
STANDING = """async ([texts, keys]) => {
    const { readToken } = await import("/static/scanner/codes.js");
    const { standing } = await import("/static/scanner/crypto.js");
    return Promise.all(texts.map(async (text) => {
        const token = readToken(text);
        return token ? standing(token, keys) : "damaged";
    }));
}"""


@pytest.fixture
def page(chromium, live_server):
    context = chromium.new_context()
    phone = ScannerPhone(context, live_server.url)
    page = phone.context.new_page()
    page.goto(live_server.url + PAGE)
    yield page
    context.close()


def read_by_server(text: str) -> list:
    token = codes.read_token(text)
    return [
        codes.token_in(text),
        token and [token.key_number, token.serial.hex(), token.text],
        codes.read_short_code(text),
    ]


def tokens(dice: random.Random, count: int, *, key_number: int = 1, private=PRIVATE) -> list[str]:
    return [codes.sign_token(dice.randbytes(8), key_number=key_number, private_key=private).text for _ in range(count)]


def spoilt(dice: random.Random, token: str) -> str:
    """A token as it may come out of a bad camera, a chat or a hand."""
    place = dice.randrange(len(token))
    return dice.choice(
        [
            token[:place],
            token[:place] + dice.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567018=ſıА") + token[place + 1 :],
            token[:-1] + dice.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
            token + dice.choice("=A7/"),
            token.lower(),
            token.replace("S", "ſ", 1),
            f"HTTPS://EXAMPLE.KZ/C/{token}/",
            f"https://example.kz/c/{token}?x=/c/1#y",
            f"\x1d https://example.kz/c/{token[:place]} \x85",
            f"/c/{token}//",
            f"x/c/{token}/{token}",
            f"example.kz/{token}",
        ]
    )


def examples() -> list[str]:
    """Thousands of texts, most of them nearly right."""
    dice = random.Random(20250910)
    genuine = tokens(dice, 40) + tokens(dice, 10, key_number=255)
    letters = codes.SHORT_ALPHABET + "oilOIL abcxyz авсенкқмртхуүұзоөіӀ-‐‑‒–—_.ЯU\u00a0\tßŉ"
    short = ["".join(dice.choices(letters, k=dice.randint(4, 9))) for _ in range(3000)]
    random_bytes = [base64.b32encode(dice.randbytes(74)).decode().rstrip("=") for _ in range(200)]
    random_bytes += [base64.b32encode(b"\x01" + dice.randbytes(73)).decode().rstrip("=") for _ in range(200)]
    strange = ["", "/", "/c/", "c/", "//c//", "/c/?", "😀" * 119, "а" * 119, " " * 119, "A" * 119, "A" * 118 + "="]
    return genuine + [spoilt(dice, dice.choice(genuine)) for _ in range(3000)] + short + random_bytes + strange


def test_the_page_and_the_server_read_every_text_alike(page):
    texts = examples()
    by_server = [read_by_server(text) for text in texts]
    by_page = page.evaluate(READ_BY_PAGE, texts)
    differing = [(text, ours, its) for text, ours, its in zip(texts, by_server, by_page, strict=True) if ours != its]
    assert differing == []
    # The examples are worth something: each answer is among them often.
    assert sum(one[0] is not None for one in by_server) > 1000
    assert sum(one[1] is not None for one in by_server) > 300
    assert sum(one[2] is not None for one in by_server) > 200


def test_no_text_at_all_is_read_differently(page):
    def differs(texts: list[str]) -> bool:
        return page.evaluate(READ_BY_PAGE, texts) != [read_by_server(text) for text in texts]

    # Unicode's own surprises: letters that change their number when capitalised, spaces of all kinds.
    readable = st.text(st.characters(exclude_categories=["Cs", "Cn"]), max_size=12)
    try:
        found = find(st.lists(readable, max_size=60), differs)
    except Exception as nothing:
        assert type(nothing).__name__ in {"NoSuchExample", "Unsatisfiable"}, nothing
    else:
        pytest.fail(f"read differently: {found!r}")


def test_the_signature_is_checked_without_a_network(page):
    dice = random.Random(7)
    raw = PRIVATE.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    keys = [{"number": 1, "public": base64.urlsafe_b64encode(raw).decode().rstrip("=")}]
    genuine = tokens(dice, 60)
    foreign = tokens(dice, 20, private=OTHER)
    later = tokens(dice, 5, key_number=2)
    edited = []
    packed = base64.b32decode(genuine[0] + "=")
    for place in range(2, len(packed)):
        changed = bytearray(packed)
        changed[place] ^= 0x10
        edited.append(base64.b32encode(bytes(changed)).decode().rstrip("="))
    answers = page.evaluate(STANDING, [genuine + foreign + later + edited + [genuine[1][:-1]], keys])
    expected = ["genuine"] * 60 + ["forged"] * 20 + ["unknown_key"] * 5 + ["forged"] * len(edited) + ["damaged"]
    assert answers == expected
