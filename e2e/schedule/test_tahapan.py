from decimal import Decimal

from api import schedule as script
from api.client import expect_json
from fixtures.obligations import covers, provokes
from fixtures.schedules import Schedule
from fixtures.sessions import Session


@covers("schedule.tahapan.create", "schedule.tahapan.read")
def test_a_new_phase_is_there_for_the_next_session(unvisited: Schedule, owner: Session, next_session: Session) -> None:
    project = unvisited.project.id

    script.create_tahapan(owner.api, project, "Persiapan <b>", tanggal_mulai="2026-01-05", tanggal_selesai="2026-01-18")

    phases = script.tahapan(next_session.api, project)
    assert [(phase["nama"], phase["tanggal_selesai"]) for phase in phases] == [("Persiapan <b>", "2026-01-18")]
    assert phases[0]["is_auto_generated"] is False
    assert phases[0]["generation_mode"] in {"custom", None}  # of no automatic division
    assert script.read_tahapan(next_session.api, project, phases[0]["tahapan_id"])["tanggal_mulai"] == "2026-01-05"


@covers("schedule.tahapan.update")
def test_a_changed_phase_keeps_its_other_fields(unvisited: Schedule, owner: Session, next_session: Session) -> None:
    project = unvisited.project.id
    phase = script.create_tahapan(owner.arrange, project, "Persiapan", deskripsi="Pagar dan air")

    expect_json(script.update_tahapan(owner.api, project, phase, nama="Mobilisasi", tanggal_selesai="2026-02-01"))

    (stored,) = script.tahapan(next_session.api, project)
    assert (stored["nama"], stored["tanggal_selesai"]) == ("Mobilisasi", "2026-02-01")
    assert stored["deskripsi"] == "Pagar dan air"


@covers("schedule.tahapan.delete")
def test_a_deleted_phase_is_gone_and_no_other(unvisited: Schedule, owner: Session, next_session: Session) -> None:
    project = unvisited.project.id
    gone, stays = (script.create_tahapan(owner.arrange, project, name) for name in ("Persiapan", "Struktur"))

    expect_json(script.delete_tahapan(owner.api, project, gone))

    assert [phase["tahapan_id"] for phase in script.tahapan(next_session.api, project)] == [stays]


@covers("schedule.tahapan.reorder")
def test_phases_are_listed_in_their_new_order(unvisited: Schedule, owner: Session, next_session: Session) -> None:
    project = unvisited.project.id
    ids = [script.create_tahapan(owner.arrange, project, name) for name in ("Persiapan", "Struktur", "Atap")]

    expect_json(script.reorder_tahapan(owner.api, project, [ids[2], ids[0], ids[1]]))

    listed = [phase["tahapan_id"] for phase in script.tahapan(next_session.api, project)]
    assert listed == [ids[2], ids[0], ids[1]]


@covers("schedule.tahapan.assign", "schedule.pekerjaan.list_v1", "schedule.tahapan.unassigned")
def test_a_phase_takes_a_share_of_a_work(unvisited: Schedule, owner: Session, next_session: Session) -> None:
    project, (digging, founding, _) = unvisited.project.id, unvisited.ids.values()
    phase = script.create_tahapan(owner.arrange, project, "Persiapan")

    expect_json(script.assign(owner.api, project, phase, {digging: Decimal(60)}))

    assert script.shares_of(next_session.api, project, digging) == {phase: Decimal(60)}
    assert script.shares_of(next_session.api, project, founding) == {}
    assert script.unassigned(next_session.api, project)[digging] == Decimal(40)


@covers("schedule.pekerjaan.list")
def test_the_phases_of_a_planned_work_are_the_weeks_of_its_plan(schedule: Schedule, owner: Session) -> None:
    project, digging = schedule.project.id, schedule.ids[schedule.names[0]]

    weeks = [phase["tahapan_id"] for phase in script.tahapan(owner.api, project)]

    assert script.shares_v2_of(owner.api, project, digging) == dict.fromkeys(weeks[:4], Decimal(25))


@covers("schedule.tahapan.unassign", "schedule.tahapan.validate")
def test_a_work_taken_out_of_a_phase_leaves_the_other_there(
    unvisited: Schedule, owner: Session, next_session: Session
) -> None:
    project, (digging, founding, painting) = unvisited.project.id, unvisited.ids.values()
    phase = script.create_tahapan(owner.arrange, project, "Persiapan")
    expect_json(script.assign(owner.arrange, project, phase, {digging: Decimal(60), founding: Decimal(100)}))

    expect_json(script.unassign(owner.api, project, phase, [digging]))

    assert script.shares_of(next_session.api, project, digging) == {}
    assert script.shares_of(next_session.api, project, founding) == {phase: Decimal(100)}
    assert script.incomplete_of(next_session.api, project) == {digging, painting}


@provokes("schedule.tahapan.delete", 400)
def test_a_phase_with_works_is_not_deleted(unvisited: Schedule, owner: Session, next_session: Session) -> None:
    project, (digging, _, _) = unvisited.project.id, unvisited.ids.values()
    phase = script.create_tahapan(owner.arrange, project, "Persiapan")
    expect_json(script.assign(owner.arrange, project, phase, {digging: Decimal(60)}))

    refused = script.delete_tahapan(owner.api, project, phase)

    assert refused.status == 400
    assert [each["tahapan_id"] for each in script.tahapan(next_session.api, project)] == [phase]


@provokes("schedule.tahapan.create", 404)
@provokes("schedule.tahapan.update", 404)
@provokes("schedule.tahapan.delete", 404)
def test_nobody_touches_the_phases_of_another_owners_project(
    unvisited: Schedule, owner: Session, second_owner: Session
) -> None:
    project, stranger = unvisited.project.id, second_owner.api
    phase = script.create_tahapan(owner.arrange, project, "Persiapan")

    refused = [
        script.post_tahapan(stranger, project, "Milik saya"),
        script.update_tahapan(stranger, project, phase, nama="Milik saya"),
        script.delete_tahapan(stranger, project, phase),
    ]

    assert [answer.status for answer in refused] == [404, 404, 404]
    assert [each["nama"] for each in script.tahapan(owner.api, project)] == ["Persiapan"]


@covers("schedule.kurva_s.read", "schedule.kurva_s_harga.read", "schedule.chart.read")
def test_the_curves_that_scripts_read_are_the_oracles(schedule: Schedule, owner: Session) -> None:
    costs = script.costs_of(owner.api, schedule.project.id)

    assert costs == {schedule.ids[work.name]: work.total for work in schedule.works}
    assert script.curve_of(owner.api, schedule.project.id, "planned") == schedule.curves_rounded["planned"]
    assert script.curve_of(owner.api, schedule.project.id, "actual") == schedule.curves_rounded["actual"]
    planned_costs = script.cost_curve_of(owner.api, schedule.project.id, weeks=12)
    assert planned_costs == schedule.curves_rounded["planned"]
