"""What every document of a project says of the project itself."""

from __future__ import annotations

from django.utils import timezone

from app.core.numbers import display
from app.dashboard.models import Project
from app.exports.tables import Signature


def identity_of(project: Project) -> list[tuple[str, str]]:
    """The block above the tables (CONTRACT 6.2)."""
    return [
        ("Proyek", project.nama),
        ("Pemilik Project", project.nama_client),
        ("Tahun", str(project.tahun_project)),
        ("Sumber Dana", project.sumber_dana),
        ("Lokasi", project.lokasi_project),
        ("Project Anggaran", f"Rp {display(project.anggaran_owner, 2, trim=False)}"),
    ]


def signatures_of(project: Project) -> list[Signature]:
    """Who signs: the client, and whoever plans or builds where the project names them."""
    signatures = [Signature("Disetujui oleh", project.nama_client, project.instansi_client or "Pemilik Project")]
    if project.nama_konsultan_perencana:
        planner = project.instansi_konsultan_perencana or "Konsultan Perencana"
        signatures.append(Signature("Diperiksa oleh", project.nama_konsultan_perencana, planner))
    builder = project.instansi_kontraktor or "Kontraktor"
    return [*signatures, Signature("Dibuat oleh", project.nama_kontraktor or "", builder)]


def day() -> str:
    """Today in Jakarta, as file names carry it."""
    return f"{timezone.localdate():%Y%m%d}"


def moment() -> str:
    """Now in Jakarta, as file names carry it: date and time of day."""
    return f"{timezone.localtime():%Y%m%d_%H%M%S}"
