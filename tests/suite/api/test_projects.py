"""What a dashboard's page lists."""

from __future__ import annotations

from api.projects import links_to_projects

ROW = """
<tr><td><a href="/detail_project/{0}/list-pekerjaan/"> Gudang
  {0} </a></td><td><a class="btn" href="/detail_project/{0}/list-pekerjaan/"><i class="icon"></i></a>
  <a href="/dashboard/project/{0}/edit/">Ubah</a></td></tr>"""


def test_projects_are_listed_by_their_names_and_not_by_their_buttons() -> None:
    page = "".join(ROW.format(number) for number in (7, 5))

    assert links_to_projects(page) == {"Gudang 7": [7], "Gudang 5": [5]}


def test_two_projects_of_one_name_are_two() -> None:
    page = (ROW.format(7) + ROW.format(5)).replace("Gudang\n  5", "Gudang\n  7")

    assert links_to_projects(page) == {"Gudang 7": [7, 5]}
