"""Every document in every format: who gets it, what its file is called, what hostile texts do to it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from app.accounts.models import CustomUser
from app.dashboard.models import Project
from app.exports.documents.registry import KINDS, routes
from app.exports.texts import safe_name
from app.exports.watermark import TEXT
from documents.read import read
from tests.app.exports.conftest import Exports, Work, content_of
from tests.app.support import MakeProject, MakeUser, SignIn

SCHEDULE = [("jadwal-pekerjaan", name) for name in KINDS["jadwal-pekerjaan"].formats]
ALL = [*((kind, form.name) for kind, form in routes()), *SCHEDULE]
CLEAN = [(kind, name) for kind, name in ALL if name != "pdf"]
PDFS = [(kind, name) for kind, name in ALL if name == "pdf"]
HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", '<b>tebal</b> & "kutip"', "a\u0000b", "🏗️ مرحبا"]


@pytest.mark.parametrize(("kind", "form"), ALL)
def test_the_owner_gets_a_file_that_its_reader_opens(exports: Exports, add_work: Work, kind: str, form: str) -> None:
    add_work()
    answer = exports.get(kind, form)
    disposition, extension = answer["Content-Disposition"], {"word": "docx"}.get(form, form)
    assert answer.status_code == 200
    assert disposition.startswith("attachment;")
    assert disposition.rstrip('"').endswith(f".{extension}")
    document = read(f"x.{extension}", content_of(answer))
    if (kind, form) != ("harga-items", "json"):
        assert document.identity["Proyek"] == exports.project.nama
        assert sum(len(table.rows) for table in document.tables) > 0


@pytest.mark.parametrize(("kind", "form"), ALL)
def test_nobody_else_does(
    exports: Exports, kind: str, form: str, sign_in: SignIn, other_user: CustomUser, project: Project
) -> None:
    address = exports.address(kind, form)
    assert sign_in(other_user).get(address).status_code == 404
    visitor = Client().get(address)
    assert visitor.status_code == 302
    assert visitor["Location"].startswith("/accounts/login/")
    project.is_active = False
    project.save()
    assert exports.client.get(address).status_code == 404


@pytest.mark.parametrize(("kind", "form"), ALL)
def test_reading_is_all_there_is(exports: Exports, kind: str, form: str) -> None:
    posted = kind == "jadwal-pekerjaan"
    for verb in ("PUT", "PATCH", "DELETE") if posted else ("PUT", "PATCH", "DELETE", "POST"):
        assert exports.client.generic(verb, exports.address(kind, form)).status_code == 405, verb


@pytest.fixture
def of_tier(make_user: MakeUser, make_project: MakeProject, sign_in: SignIn) -> Any:
    """The documents of an account of a tier, in a project of its own."""

    def make(tier: str) -> Exports:
        who = make_user("cici", subscription_status=tier)
        return Exports(sign_in(who), make_project(owner=who))

    return make


@pytest.mark.parametrize(("kind", "form"), ALL)
def test_a_trial_exports_nothing(of_tier: Any, kind: str, form: str) -> None:
    answer = of_tier("TRIAL").get(kind, form)
    assert answer.status_code == 403
    assert answer.json()["code"] == ("TRIAL_NO_EXPORT" if form == "pdf" else "PRO_REQUIRED")


@pytest.mark.parametrize(("kind", "form"), CLEAN)
def test_who_has_lapsed_gets_no_other_format(of_tier: Any, kind: str, form: str) -> None:
    answer = of_tier("EXPIRED").get(kind, form)
    assert (answer.status_code, answer.json()["code"]) == (403, "PRO_REQUIRED")


@pytest.mark.parametrize(("kind", "form"), PDFS)
def test_who_has_lapsed_gets_a_watermark_on_every_page(of_tier: Any, kind: str, form: str) -> None:
    document = read("x.pdf", of_tier("EXPIRED").content(kind, form))
    assert document.watermarks == (TEXT,) * document.pages


def test_csv_is_streamed_and_has_one_byte_order_mark(exports: Exports, add_work: Work) -> None:
    add_work()
    answer = exports.get("rekap-rab", "csv")
    assert answer.streaming
    assert content_of(answer).count(b"\xef\xbb\xbf") == 1


@pytest.mark.parametrize("form", ["csv", "pdf", "word", "xlsx", "json"])
def test_hostile_texts_are_texts(exports: Exports, add_work: Work, form: str) -> None:
    for text in HOSTILE:
        add_work(text)
    document = read(f"x.{'docx' if form == 'word' else form}", exports.content("rekap-rab", form))
    shown = document.tables[0].column("Uraian Pekerjaan")
    assert len(shown) == len(HOSTILE) + 6  # two groups above, the footer below; a formula would have been refused
    for text in HOSTILE[:6]:
        assert any("".join(text.split()) == "".join(str(cell).split()) for cell in shown), text


def test_emoji_in_a_pdf_can_be_searched_for(exports: Exports, add_work: Work) -> None:
    add_work("Pagar 🏗 besi")
    assert "Pagar 🏗 besi" in read("x.pdf", exports.content("rekap-rab", "pdf")).text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("../../etc/passwd", "etc_passwd"),
        ("C:\\Users\\x", "C_Users_x"),
        ("a\r\nSet-Cookie: x", "aSet-Cookie_x"),
        ("\u202egpj.exe", "gpj.exe"),
        ("...", "export"),
        ("Gedung é 🏗️", "Gedung_é"),
        ("x" * 300, "x" * 80),
    ],
)
def test_file_names_hold_nothing_that_leads_elsewhere(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_a_text_longer_than_a_page_is_whole(exports: Exports, add_work: Work) -> None:
    words = " ".join(f"kata{number}" for number in range(3000))
    add_work(words)
    document = read("x.pdf", exports.content("rekap-rab", "pdf"))
    assert document.pages > 2
    pieces = "".join(str(cell) for cell in document.tables[0].column("Uraian Pekerjaan"))
    assert "".join(words.split()) in "".join(pieces.split())


def test_a_bad_filter_is_refused_and_a_good_one_narrows(exports: Exports, add_work: Work) -> None:
    add_work("Satu")
    add_work("Dua")
    assert exports.get("rekap-kebutuhan", "xlsx", kategori="KAYU").status_code == 400
    kept = read("x.json", exports.content("rekap-kebutuhan", "json", search="L.02")).tables[0]
    assert [cell for cell in kept.column("Kode") if cell] == ["L.02"]


def test_reading_leaves_no_transaction_behind(exports: Exports, add_work: Work, project: Project) -> None:
    add_work()
    exports.content("rekap-rab", "json")
    project.nama = "Nama baru"
    project.save()
    assert read("x.json", exports.content("rekap-rab", "json")).identity["Proyek"] == "Nama baru"
