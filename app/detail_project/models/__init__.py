"""The tables of a project (CONTRACT 1.4-1.10), one module a concern."""

from app.detail_project.models.ahsp import (
    DetailAHSPExpanded,
    DetailAHSPProject,
    HargaItemProject,
    ItemConversionProfile,
    Kategori,
)
from app.detail_project.models.audit import DetailAHSPAudit, ProjectChangeStatus
from app.detail_project.models.pricing import ProjectPricing
from app.detail_project.models.schedule import PekerjaanProgressWeekly, PekerjaanTahapan, TahapPelaksanaan
from app.detail_project.models.templates import PekerjaanTemplate
from app.detail_project.models.volumes import ProjectParameter, VolumeFormulaState, VolumePekerjaan
from app.detail_project.models.works import Klasifikasi, Pekerjaan, SubKlasifikasi

__all__ = [
    "DetailAHSPAudit",
    "DetailAHSPExpanded",
    "DetailAHSPProject",
    "HargaItemProject",
    "ItemConversionProfile",
    "Kategori",
    "Klasifikasi",
    "Pekerjaan",
    "PekerjaanProgressWeekly",
    "PekerjaanTahapan",
    "PekerjaanTemplate",
    "ProjectChangeStatus",
    "ProjectParameter",
    "ProjectPricing",
    "SubKlasifikasi",
    "TahapPelaksanaan",
    "VolumeFormulaState",
    "VolumePekerjaan",
]
