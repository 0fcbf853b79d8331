"""What every part of the dataset is: frozen, and nothing but what is said."""

from pydantic import BaseModel, ConfigDict


class Entry(BaseModel):
    """A part of the dataset."""

    model_config = ConfigDict(frozen=True, extra="forbid")
