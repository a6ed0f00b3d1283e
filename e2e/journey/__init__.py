"""Stories across pages."""
