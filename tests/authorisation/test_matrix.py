"""The matrix: operation x role x whose. A failing cell is named by its test's id."""

from __future__ import annotations

import pytest

from tests.authorisation.cells import find_out, operations, questions
from tests.authorisation.rules import Question
from tests.authorisation.world import World

pytestmark = pytest.mark.django_db
CELLS = [question for operation in operations() for question in questions(operation)]


@pytest.mark.parametrize("question", CELLS, ids=str)
def test_who_may_do_what(world: World, question: Question) -> None:
    found = find_out(world, question)

    assert not found.problems, f"{question} ({found.rule}): {'; '.join(found.problems)}"
