"""Exit statuses: what each of them means, in one place."""

from __future__ import annotations

DONE = 0
FAILED = 1  # some input refused, something not found, or a finding of `check` or `verify`
USAGE = 2
UNREADABLE = 3
STOPPED = 130  # as a shell has it for a program that Ctrl-C ended

STATUSES = {
    DONE: "done",
    FAILED: "some input was refused (one line each that begins `refused:`), nothing goes by the name given, "
    "`check` or `verify` found something, or the command failed; standard error says what, where and what to do",
    USAGE: "the command was misspelt, or has bytes that are not UTF-8; of `check`, the ledger cannot be used, too",
    UNREADABLE: "`check` alone: the draft cannot be read",
    STOPPED: "stopped with Ctrl-C",
}
