"""What the timeline looks like beyond bars and points: lines, backgrounds, shadows. ``make pictures`` renews."""

from fixtures.pictures import PictureOf
from fixtures.schedules import Schedule
from fixtures.sessions import Session
from pages.jadwal import JadwalPage


def test_the_gantt_chart_looks_as_it_did(pictured: Schedule, owner: Session, picture_of: PictureOf) -> None:
    jadwal = owner.open(JadwalPage, pictured.project)

    jadwal.show_gantt()
    jadwal.gantt.expect_bars(*pictured.bars)

    jadwal.gantt.expect_looks(picture_of("gantt"))


def test_the_gantt_chart_in_the_dark_looks_as_it_did(pictured: Schedule, owner: Session, picture_of: PictureOf) -> None:
    jadwal = owner.open(JadwalPage, pictured.project)

    jadwal.switch_to_dark()
    jadwal.show_gantt()
    jadwal.gantt.expect_bars(*pictured.bars)

    jadwal.gantt.expect_looks(picture_of("gantt-dark"))


def test_the_s_curve_looks_as_it_did(pictured: Schedule, owner: Session, picture_of: PictureOf) -> None:
    jadwal = owner.open(JadwalPage, pictured.project)

    jadwal.show_kurva_s()
    jadwal.kurva_s.expect_curves(pictured.planned_curve, pictured.actual_curve)

    jadwal.kurva_s.expect_looks(picture_of("s-curve"))
