"""What the dashboard's bulk mode edits: the fields of the project form, and a project's values for them."""

from __future__ import annotations

import json
from datetime import date
from typing import TypedDict

from django import forms, template

from app.core.numbers import display
from app.dashboard.forms import BudgetField, DateField, ProjectForm
from app.dashboard.models import Project

register = template.Library()


class Editable(TypedDict):
    """A field as the script draws it."""

    name: str
    label: str
    type: str


@register.simple_tag
def form_fields() -> list[Editable]:
    """The fields of the form of one project, in its order."""
    return [{"name": field.name, "label": str(field.label), "type": _type(field.field)} for field in ProjectForm()]


@register.filter
def form_values(project: Project) -> str:
    """The project's values by field, as JSON, as a browser would send them."""
    values = {}
    for name, field in ProjectForm.base_fields.items():
        value = getattr(project, name)
        if value is None:
            values[name] = ""
        elif isinstance(field, BudgetField):
            values[name] = display(value)
        else:
            values[name] = value.isoformat() if isinstance(value, date) else str(value)
    return json.dumps(values, ensure_ascii=False)


def _type(field: forms.Field) -> str:
    if isinstance(field.widget, forms.Textarea):
        return "textarea"
    if isinstance(field, DateField):
        return "date"
    return "number" if isinstance(field, forms.IntegerField) else "text"
