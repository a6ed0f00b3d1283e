from api import exports, jobs
from documents.tables import ReadDocument
from fixtures.data import Arrange
from fixtures.documents import opened
from fixtures.sessions import Session

FORMULAS = ["=1+1", "+62 812", "-5 derajat", "@SUM(A1:A9)", "<b>tebal</b> & co"]
AWKWARD = ["Galian 🏗️ tanah", "حفر التربة", "../../etc/passwd"]


def works_in(document: ReadDocument) -> list[object]:
    return [cell for cell in document.tables[0].column("Uraian Pekerjaan") if cell in {*FORMULAS, *AWKWARD}]


def test_texts_that_look_like_formulas_stay_texts_in_every_format(arrange: Arrange, owner: Session) -> None:
    project = arrange.project(nama=f'=HYPERLINK("x") ../ {arrange.fake.name()}')
    jobs.create_custom(arrange.client, project.id, {"=Struktur": [*FORMULAS, *AWKWARD]}, "@m2")

    files = [
        exports.file_of(exports.get_document(owner.api, project.id, "rekap-rab", form))
        for form in ("csv", "xlsx", "word", "json")
    ]

    assert [works_in(opened(file)) for file in files] == [[*FORMULAS, *AWKWARD]] * 4  # a formula would not be read
    assert not any("/" in file.name or "=" in file.name for file in files)
    assert opened(files[0]).identity["Proyek"] == project.nama
