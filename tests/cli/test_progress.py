"""Long work shows how far it is on a terminal, and nothing on a pipe."""

from __future__ import annotations

import io
import sys
import time

import pytest
from click import unstyle

from resolvers.cli.progress import progress


class Terminal(io.StringIO):
    """Hold what is shown, as if it were a terminal."""

    def isatty(self) -> bool:
        """Show bars."""
        return True


def shown(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO) -> str:
    """Do ten steps of work, and return what was shown meanwhile."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr(sys, "stderr", stream)
    with progress() as tell:
        for done in range(11):
            tell("read", done, 10)
            time.sleep(0.05)
    return unstyle(stream.getvalue())


def test_a_bar_has_its_rate_and_the_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside what is done, what there is, and the time that it took."""
    text = shown(monkeypatch, Terminal())

    assert "read" in text
    assert "10/10" in text
    assert "/s" in text
    assert "left 0:00:00" in text


def test_a_pipe_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a bar nor a log."""
    assert shown(monkeypatch, io.StringIO()) == ""


def test_lines_tell_rate_and_time_left_on_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line where a stage begins and ends, and none between that the last one is too new for."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)

    with progress(lines=True) as tell:
        for done in range(4, 11):
            tell("shards", done, 10)
            time.sleep(0.01)
        tell("link", 0, 7)

    first, last, link = stream.getvalue().splitlines()
    assert first == "shards: 4 of 10"
    assert last.startswith("shards: 10 of 10, ")
    assert last.endswith("/s, 0 s left")
    assert link == "link: 0 of 7"


@pytest.mark.parametrize(
    ("error", "told"), [(KeyboardInterrupt, ["read: 3 of 10 done"]), (ValueError, [])]
)
def test_who_stops_work_is_told_how_far_it_was(
    monkeypatch: pytest.MonkeyPatch, error: type[BaseException], told: list[str]
) -> None:
    """And not whoever meets another failure, of which the command tells."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)

    def work() -> None:
        with progress(lines=True) as tell:
            tell("read", 3, 10)
            raise error

    with pytest.raises(error):
        work()
    assert stream.getvalue().splitlines() == ["read: 3 of 10", *told]
