import pytest

from api import exports
from fixtures.documents import expect_documents, volume_tables
from fixtures.estimates import Estimate
from fixtures.obligations import covers
from fixtures.sessions import Session
from pages.volume_pekerjaan import VolumePekerjaanPage


@covers("export.job.start", "export.job.status", "export.job.download")
@pytest.mark.parametrize("form", ["pdf", "word"])
def test_the_worker_makes_the_volumes_with_progress_shown(estimate: Estimate, owner: Session, form: str) -> None:
    volumes = owner.open(VolumePekerjaanPage, estimate.project)

    file = volumes.exports.download_from_worker(form)

    expect_documents([file], estimate, volume_tables(estimate))


def test_nobody_but_the_owner_starts_polls_or_downloads_an_export(
    estimate: Estimate, owner: Session, second_owner: Session
) -> None:
    job = exports.start_job(owner.api, estimate.project.id, "rekap-rab", "pdf")

    exports.expect_made(owner.api, job)

    exports.expect_unknown_job(second_owner.api, job)
    assert exports.post_job(second_owner.api, estimate.project.id, "rekap-rab", "pdf").status == 404
