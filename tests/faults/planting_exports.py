"""Faults of documents, planted in the running application; the settings modules in ``application/`` name them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from unittest.mock import patch

from django.http import QueryDict

from tests.faults.planting import Fault, GetResponse


class IgnoresTheFilter(Fault):
    """Makes documents of everything, whatever the page filters."""

    def __init__(self, get_response: GetResponse) -> None:
        super().__init__(get_response)
        from app.exports.documents.registry import build as sound  # noqa: PLC0415  # models need settings that name us
        from app.exports.views import documents  # noqa: PLC0415

        def of_everything(kind: str, form: Any, project: Any, query: QueryDict) -> Any:
            return sound(kind, form, project, QueryDict())

        patch.object(documents, "build", of_everything).start()


class ForgetsTheWatermark(Fault):
    """Gives clean PDFs to accounts that have lapsed."""

    def __init__(self, get_response: GetResponse) -> None:
        super().__init__(get_response)
        from app.exports import answers  # noqa: PLC0415

        patch.object(answers, "needs_watermark", lambda user: False).start()


class RemembersDocuments(Fault):
    """Goes on answering the document of a project that was made first, as a careless cache does."""

    def __init__(self, get_response: GetResponse) -> None:
        super().__init__(get_response)
        from app.exports.documents.registry import build as sound  # noqa: PLC0415
        from app.exports.views import documents  # noqa: PLC0415

        kept: dict[str, Any] = {}

        def remembered(kind: str, form: Any, project: Any, query: QueryDict) -> Any:
            return kept.setdefault(f"{kind} {project.pk}", sound(kind, form, project, query))

        patch.object(documents, "build", remembered).start()


class DropsTheLastRow(Fault):
    """Loses the last row before the totals of every table in a document."""

    def __init__(self, get_response: GetResponse) -> None:
        super().__init__(get_response)
        from app.exports.documents.registry import build as sound  # noqa: PLC0415
        from app.exports.views import documents  # noqa: PLC0415

        def shorter(*given: Any) -> Any:
            document = sound(*given)
            tables = [replace(table, rows=[*table.rows[:-5], *table.rows[-4:]]) for table in document.tables]
            return replace(document, tables=tables)

        patch.object(documents, "build", shorter).start()
