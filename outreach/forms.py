"""How forms are drawn: one field component for the whole product."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Draws every field with templates/components/field.html."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
