from datetime import date, timedelta
from decimal import Decimal

import pytest

from api import projects
from api.upkeep import archive
from fixtures.data import Arrange, Fake
from fixtures.sessions import Session
from pages.dashboard import PAGE_SIZE, DashboardPage


def test_the_list_shows_twenty_projects_a_page_and_the_rest_on_the_next(own_session: Session, fake: Fake) -> None:
    projects.create_many(own_session.arrange, [fake.project() for _ in range(PAGE_SIZE + 1)])

    dashboard = own_session.open(DashboardPage)

    dashboard.expect_count(PAGE_SIZE)
    dashboard.turn_to_page(2)
    dashboard.expect_count(1)


def test_the_filter_finds_by_name_and_leaves_the_others_out(own_session: Session, fake: Fake) -> None:
    bridge, road = fake.project(), fake.project()
    projects.create_many(own_session.arrange, [bridge, road])
    dashboard = own_session.open(DashboardPage)

    dashboard.search(bridge.nama)

    dashboard.expect_order([bridge.nama])


@pytest.mark.read_only
def test_a_search_for_what_nobody_has_lists_nothing_and_keeps_what_was_asked(owner: Session, fake: Fake) -> None:
    unheard = fake.name()
    dashboard = owner.open(DashboardPage)

    dashboard.search(unheard)

    dashboard.expect_count(0)
    dashboard.expect_here()
    dashboard.topbar.expect_signed_in()


def test_the_quick_search_finds_by_name(own_session: Session, fake: Fake) -> None:
    bridge, road = fake.project(), fake.project()
    projects.create_many(own_session.arrange, [bridge, road])
    dashboard = own_session.open(DashboardPage)

    dashboard.quick_search(road.nama)

    dashboard.expect_order([road.nama])


def test_projects_are_sorted_by_budget_as_asked(own_session: Session, fake: Fake) -> None:
    budgets = [Decimal(2_000_000), Decimal(10_000_000), Decimal(300_000)]
    middle, dear, cheap = [fake.project(anggaran_owner=budget) for budget in budgets]
    projects.create_many(own_session.arrange, [middle, dear, cheap])
    dashboard = own_session.open(DashboardPage)

    dashboard.filter(sort_by="-anggaran_owner")
    dashboard.expect_order([dear.nama, middle.nama, cheap.nama])
    dashboard.filter(sort_by="nama")
    dashboard.expect_order(sorted([dear.nama, middle.nama, cheap.nama]))


def test_the_filter_by_status_tells_running_from_not_yet_begun(own_session: Session, fake: Fake) -> None:
    running = fake.project()
    later = date.today() + timedelta(days=60)
    waiting = fake.project(tanggal_mulai=later)
    projects.create_many(own_session.arrange, [running, waiting])
    dashboard = own_session.open(DashboardPage)

    dashboard.filter(status_timeline="belum_mulai")
    dashboard.expect_order([waiting.nama])
    dashboard.filter(status_timeline="berjalan")
    dashboard.expect_order([running.nama])


def test_a_page_beyond_the_last_shows_the_last(own_session: Session, fake: Fake) -> None:
    new = fake.project()
    projects.create_many(own_session.arrange, [new])

    own_session.page.goto(f"{DashboardPage.path}?page=99")

    own_session.at(DashboardPage).expect_order([new.nama])


def test_the_charts_count_ones_own_projects_that_are_in_use(own_session: Session, arrange: Arrange, fake: Fake) -> None:
    later = date.today() + timedelta(days=60)
    running = [fake.project(), fake.project()]
    waiting, put_away = fake.project(tanggal_mulai=later), fake.project(tanggal_mulai=later)
    projects.create_many(own_session.arrange, [*running, waiting, put_away])
    archive(own_session.arrange, projects.find(own_session.arrange, put_away.nama))
    arrange.project(tanggal_mulai=later)  # another owner's

    charts = own_session.open(DashboardPage).charts
    charts.open()

    charts.expect_all_drawn()
    charts.expect_statuses(2, 1)  # neither 2 and 2, nor 2 and 3
