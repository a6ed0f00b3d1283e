"""W10: give a modified library job the library's rows back (CONTRACT 4.3)."""

from __future__ import annotations

from django.db import transaction

from app.core.http import InvalidBodyError, error_item
from app.detail_project.models import Pekerjaan
from app.detail_project.services.change_status import note_ahsp_change
from app.detail_project.services.conflict import lock_project
from app.detail_project.services.detail_rows import rows_as_data
from app.detail_project.services.detail_save import audit
from app.detail_project.services.expansion import BundleError, reexpand_referencing
from app.detail_project.services.fields import refusal
from app.detail_project.services.library import KategoriClashError, LibraryCopier, clear_details


@transaction.atomic
def reset_to_reference(project_id: int, job_id: int) -> int:
    """Replace the job's rows by those of its analysis as the library has it now; return how many.

    Raises:
        Pekerjaan.DoesNotExist: the project has no such job.
        InvalidBodyError: the job has no analysis to go back to, or a code of it clashes; nothing was written.
    """
    project = lock_project(project_id, None)
    job = Pekerjaan.objects.select_related("ref").get(pk=job_id, project=project)
    if job.source_type != Pekerjaan.SourceType.REF_MODIFIED:
        raise refusal("source_type", "Hanya ref_modified yang bisa di-reset")
    if job.ref is None:
        raise refusal("ref_id", "Analisa referensi pekerjaan ini tidak ada lagi di pustaka")
    copier = LibraryCopier(project)
    before = rows_as_data(job)
    try:
        copier.check(job.ref.pk)
        clear_details(job)
        cloned = copier.copy_into(job, job.ref)
        reexpand_referencing(project.pk, [job.pk])
    except KategoriClashError as clash:
        raise InvalidBodyError([error_item("kode", str(clash))]) from clash
    except BundleError as error:
        raise InvalidBodyError([error_item(f"bundle.{error.kode}", str(error))]) from error
    audit(project, job, before, rows_as_data(job))
    note_ahsp_change(project)
    project.touch()
    return cloned
