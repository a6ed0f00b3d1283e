"""Form fields in Bootstrap's markup."""

from __future__ import annotations

from django import forms, template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def control(field: BoundField, extra: str = "") -> SafeString:
    """Render the field's widget with Bootstrap's class; a field with errors is marked and described by them."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect):
        kind = "form-check-input"
    elif isinstance(widget, forms.Select):
        kind = "form-select"
    else:
        kind = "form-control"
    classes = [kind, extra, str(widget.attrs.get("class", ""))]
    attrs: dict[str, str | bool] = {}
    if field.errors:
        classes.append("is-invalid")
        attrs |= {"aria-invalid": "true", "aria-describedby": f"{field.auto_id}_error"}
    attrs["class"] = " ".join(filter(None, classes))
    return field.as_widget(attrs=attrs)


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Say whether the field is a single check box."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.inclusion_tag("core/field.html")
def field_row(field: BoundField, *, hide_label: bool = False) -> dict[str, object]:
    """Render label, widget, help and errors of one field."""
    return {"field": field, "hide_label": hide_label}
