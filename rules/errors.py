"""One error type for every refusal: a code that clients branch on; people read its translation."""


class AppError(Exception):
    """A refused act. `code` is stable, `status` an HTTP status (4xx), `params` fill the message.

    The words for people live in outreach/errors.py, one per code.
    """

    def __init__(self, code: str, status: int = 400, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.params = params
