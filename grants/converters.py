"""The path converter for refs: `<ref:project>`."""

from django.urls import register_converter

from grants.models.plan import REF_PATTERN


class RefConverter:
    """A short code of a project or an activity, such as P2-43; unique within an organisation."""

    regex = REF_PATTERN

    def to_python(self, value: str) -> str:
        """As it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands in the address."""
        return value


register_converter(RefConverter, "ref")
