"""Setup on machines that are not this one: what it would install, whom it tells what, and what it skips."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from setup import plan
from setup.browsers import lacking_builds, wanted
from setup.machine import Machine, distribution, lacking_packages
from setup.output import Log, SetupError
from setup.packages import NodePackages, PythonPackages
from setup.plan import Setup, check_python

ENGINES = """
default = ["chromium", "firefox"]
[chromium]
debian = ["chromium"]
[firefox]
debian = ["firefox-esr"]
[webkit]
debian = ["gir1.2-webkit2-4.1", "xvfb"]
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project's inputs, in a folder whose name has a space and letters beyond ASCII."""
    folder = tmp_path / "proyek é AHSP 2"
    (folder / "requirements").mkdir(parents=True)
    (folder / "requirements" / "suite.txt").write_text("django==5.2 \\\n    --hash=sha256:00\n")
    (folder / "package.json").write_text("{}")
    (folder / "package-lock.json").write_text("{}")
    (folder / "engines").mkdir()
    (folder / "engines" / "engines.toml").write_text(ENGINES)
    return folder


def machine(
    *,
    name: str = "debian",
    root: bool = True,
    installed: Iterable[str] = (),
    environments: bool = True,
    brought_by: Iterable[tuple[str, ...]] = (),
) -> Machine:
    have = set(installed)

    def lacking(packages: Mapping[str, int]) -> list[str]:
        if any(command[:2] == ("apt-get", "install") for command in brought_by):
            return []
        return [package for package in packages if package not in have]

    return Machine(name, root=root, sudo=False, makes_environments=environments, lacking=lacking)


def installed_environment(project: Path) -> PythonPackages:
    """Pretend that the Python packages are in place, Playwright with its list of builds among them."""
    packages = PythonPackages(project)
    driver = packages.folder / "lib" / "python3.11" / "site-packages" / "playwright" / "driver" / "package"
    driver.mkdir(parents=True)
    builds = [{"name": name, "revision": "77"} for name in ("chromium", "firefox", "webkit")]
    (driver / "browsers.json").write_text(json.dumps({"browsers": builds}))
    packages.python.parent.mkdir()
    packages.python.touch()
    packages.mark_installed()
    return packages


def installed_node(project: Path) -> None:
    node = NodePackages(project, PythonPackages(project))
    node.folder.mkdir()
    node.stamp.write(node.inputs)


Commands = list[tuple[str, ...]]


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Commands:
    """The commands that setup runs; none of them really runs."""
    ran: Commands = []

    def run(self: Log, what: str, command: list[str], **_: object) -> None:
        ran.append(tuple(command))

    monkeypatch.setattr(Log, "run", run)
    monkeypatch.setattr(plan, "APT_LOCK", tmp_path / "apt.lock")
    monkeypatch.setattr(PythonPackages, "install", lambda self, log: log.run("python", ["install-python"]))
    monkeypatch.setattr(NodePackages, "install", lambda self, log: log.run("node", ["install-node"]))
    return ran


def environ(tmp_path: Path) -> dict[str, str]:
    return {"PLAYWRIGHT_BROWSERS_PATH": str(tmp_path / "builds")}


def test_root_on_debian_gets_only_the_packages_that_are_missing(
    project: Path, commands: Commands, tmp_path: Path
) -> None:
    Setup(project, machine(installed=["chromium"], brought_by=commands), environ=environ(tmp_path)).run()

    assert commands[0] == ("apt-get", "update")
    assert commands[1][:3] == ("apt-get", "install", "--yes")
    assert commands[1][-1] == "firefox-esr"
    assert "chromium" not in commands[1]
    assert commands[2:] == [("install-python",), ("install-node",)]


def test_without_root_one_command_with_everything_is_told_and_nothing_is_run(
    project: Path, commands: Commands, tmp_path: Path
) -> None:
    with pytest.raises(SetupError) as told:
        Setup(project, machine(root=False, environments=False), environ=environ(tmp_path)).run()

    (command,) = [line for line in str(told.value).splitlines() if "sudo" in line]
    assert command.strip() == ("sudo sh -c 'apt-get update && apt-get install --yes python3-venv chromium firefox-esr'")
    assert commands == []


def test_without_root_a_machine_that_has_the_packages_needs_none(
    project: Path, commands: Commands, tmp_path: Path
) -> None:
    Setup(project, machine(root=False, installed=["chromium", "firefox-esr"]), environ=environ(tmp_path)).run()

    assert commands == [("install-python",), ("install-node",)]


def test_a_run_narrowed_to_one_engine_needs_only_that_one(project: Path, commands: Commands, tmp_path: Path) -> None:
    Setup(project, machine(brought_by=commands), ["webkit"], environ=environ(tmp_path)).run()

    assert commands[1][-2:] == ("gir1.2-webkit2-4.1", "xvfb")


def test_a_browser_that_stays_too_old_says_where_newer_ones_come_from(
    project: Path, commands: Commands, tmp_path: Path
) -> None:
    with pytest.raises(SetupError, match=r"^firefox-esr: .*too old(.|\n)*bookworm-security main"):
        Setup(project, machine(installed=["chromium"]), environ=environ(tmp_path)).run()

    assert ("install-python",) not in commands


@pytest.mark.parametrize(
    ("known", "lacking"),
    [
        ("firefox-esr 153.7.0esr-1~deb12u1 installed", []),
        ("firefox-esr 1:153.7.0esr-1 installed", []),
        ("firefox-esr 140.2.0esr-1 installed", ["firefox-esr"]),
        ("firefox-esr 153.7.0esr-1 config-files", ["firefox-esr"]),
        ("", ["firefox-esr"]),
    ],
)
def test_a_package_counts_when_it_is_installed_and_new_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, known: str, lacking: list[str]
) -> None:
    query = tmp_path / "dpkg-query"
    query.write_text(f"#!/bin/sh\necho '{known}'\nexit 1\n")
    query.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    assert lacking_packages({"firefox-esr": 143}) == lacking
    assert lacking_packages({}) == []


def test_an_engine_whose_binary_is_named_needs_no_package(project: Path, commands: Commands, tmp_path: Path) -> None:
    named = {**environ(tmp_path), "E2E_CHROMIUM_BINARY": "/opt/chrome", "E2E_FIREFOX_BINARY": "/opt/firefox"}
    Setup(project, machine(), environ=named).run()

    assert commands == [("install-python",), ("install-node",)]


def test_ubuntu_gets_playwrights_builds_since_its_packages_are_snaps(
    project: Path, commands: Commands, tmp_path: Path
) -> None:
    installed_environment(project)
    installed_node(project)
    Setup(project, machine(name="ubuntu"), environ=environ(tmp_path)).run()

    (command,) = commands
    assert command[1:] == ("-m", "playwright", "install", "--with-deps", "chromium", "firefox")


def test_a_playwright_build_counts_only_when_it_is_whole_and_of_the_pinned_revision(
    project: Path, tmp_path: Path
) -> None:
    installed_environment(project)
    builds = tmp_path / "builds"
    for name in ("chromium-76", "chromium-77", "firefox-77"):
        (builds / name).mkdir(parents=True)
    (builds / "chromium-76" / "INSTALLATION_COMPLETE").touch()
    (builds / "firefox-77" / "INSTALLATION_COMPLETE").touch()

    lacking = lacking_builds(wanted(project, []), project / ".venv", environ(tmp_path))

    assert [engine.name for engine in lacking] == ["chromium"]


def test_an_unknown_engine_is_refused_by_name(project: Path) -> None:
    with pytest.raises(SetupError, match=r"unknown engine 'opera'.*chromium, firefox, webkit"):
        Setup(project, machine(), ["opera"])


def test_a_ready_machine_runs_nothing_and_asks_for_no_lock(project: Path, commands: Commands, tmp_path: Path) -> None:
    installed_environment(project)
    installed_node(project)
    Setup(project, machine(installed=["chromium", "firefox-esr"]), environ=environ(tmp_path)).run()

    assert commands == []
    assert not (project / ".run").exists()


def change_requirements(project: Path) -> None:
    (project / "requirements" / "suite.txt").write_text("django==5.3 \\\n    --hash=sha256:01\n")


def change_lock(project: Path) -> None:
    (project / "package-lock.json").write_text('{"lockfileVersion": 3}')


def lose_node_modules(project: Path) -> None:
    for file in (project / "node_modules").iterdir():
        file.unlink()
    (project / "node_modules").rmdir()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (change_requirements, [("install-python",)]),
        (change_lock, [("install-node",)]),
        (lose_node_modules, [("install-node",)]),
    ],
)
def test_a_changed_input_repeats_its_own_step_only(
    project: Path,
    commands: Commands,
    tmp_path: Path,
    change: Callable[[Path], None],
    expected: Commands,
) -> None:
    installed_environment(project)
    installed_node(project)
    change(project)
    Setup(project, machine(installed=["chromium", "firefox-esr"]), environ=environ(tmp_path)).run()

    assert commands == expected


def test_a_moved_folder_gets_a_new_environment(project: Path) -> None:
    installed_environment(project)
    moved = project.with_name("elsewhere")
    project.rename(moved)

    assert not PythonPackages(moved).ready()


def test_a_step_that_breaks_off_leaves_no_stamp(project: Path, tmp_path: Path) -> None:
    installed_environment(project)
    change_requirements(project)
    packages = PythonPackages(project)
    packages.python.write_text("#!/bin/sh\necho no such package; exit 1\n")
    packages.python.chmod(packages.python.stat().st_mode | stat.S_IXUSR)
    (packages.python.parent / "pip").touch()

    with pytest.raises(SetupError, match=r"1 Python packages failed.*exit status 1(.|\n)*no such package"):
        packages.install(Log(tmp_path / "setup.log"))

    assert not packages.ready()
    change_requirements(project)
    assert not packages.stamp.path.exists()


def test_a_second_setup_waits_for_the_first(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib; from setup.locks import only_one\n"
        "with only_one(pathlib.Path(sys.argv[1]), 'the first'):\n"
        "    print('in', flush=True); sys.stdin.readline(); print('out', flush=True)\n"
    )
    root = Path(__file__).resolve().parents[3]

    def start() -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path / "lock")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(root)},
        )

    with start() as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "in\n"
        with start() as second:
            assert second.stdout is not None
            assert second.stdout.readline() == "setup: waiting for the first\n"
            assert first.communicate("\n")[0] == "out\n"
            assert second.stdout.readline() == "in\n"
            assert second.communicate("\n")[0] == "out\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [('NAME="Debian"\nID=debian\n', "debian"), ('ID="ubuntu"\nID_LIKE=debian\n', "ubuntu"), ("", "")],
)
def test_the_distribution_is_read_off_os_release(tmp_path: Path, text: str, expected: str) -> None:
    file = tmp_path / "os-release"
    file.write_text(text)

    assert distribution(file) == expected
    assert distribution(tmp_path / "absent") == ""


def test_an_old_python_is_told_what_to_do() -> None:
    check_python((3, 11))
    with pytest.raises(SetupError, match=r"Python 3\.9, the suite needs 3\.11.*make PYTHON=python3\.11"):
        check_python((3, 9))


def test_the_real_inputs_are_understood() -> None:
    root = Path(__file__).resolve().parents[3]

    engines = wanted(root, [])

    assert [engine.name for engine in engines] == ["chromium", "firefox", "webkit"]
    assert all(engine.debian for engine in engines)
