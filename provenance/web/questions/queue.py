"""The review desk: what is worth a decision, what was decided, and what a decision would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.exceptions import LedgerError
from provenance.records.claims import STANCES
from provenance.records.judgements import NOBODY, TYPES, VERDICTS
from provenance.records.judgements import VERBS as EVERY_VERB
from provenance.trail.deciding import draft
from provenance.web import addresses
from provenance.web.pages import WebPage, helpers_of

if TYPE_CHECKING:
    from provenance.api import Ledger
    from provenance.records.judgements import Decision
    from provenance.web.pages import Asked

VERBS = ("same", "different", "unsure")
_PAIRS = 20
_ASKED_ANEW = frozenset({"verb", "what", "value", "about"})  # what the form is filled in with
_MOST_REASON = 2_000  # code points


def queue(ledger: Ledger, asked: Asked) -> WebPage:
    """List what is worth deciding, the most valuable first."""
    found = ledger.queue(limit=asked.number("limit", _PAIRS, 10 * _PAIRS))
    return WebPage(
        template="queue.html",
        title="Review desk",
        answers={"queue": found},
        view={"verbs": VERBS, "writable": asked.writable},
    )


def decisions(ledger: Ledger, asked: Asked) -> WebPage:
    """List the decisions, the latest first, with what became of them."""
    found = ledger.decisions(asked.text("about"))
    return WebPage(
        template="decisions.html",
        title="Decisions",
        answers={"decisions": found},
        view={"writable": asked.writable, "about": asked.text("about")},
    )


def impact(ledger: Ledger, asked: Asked) -> WebPage:
    """Say what a decision would change, and change nothing."""
    return _impact_page(ledger, asked, _draft_pair_decision(ledger, asked), take="/queue/decide")


def decide(ledger: Ledger, asked: Asked) -> WebPage:
    """Take a decision, which counts at once."""
    return _take_decision(ledger, asked, _draft_pair_decision(ledger, asked))


def propose(ledger: Ledger, asked: Asked) -> WebPage:
    """Ask for a decision of any kind, which is shown before it counts."""
    del ledger
    verbs = [verb for verb in EVERY_VERB if verb != "revoke"]
    given = {**dict.fromkeys(("verb", "what", "value", "about"), ""), **_given_form_values(asked)}
    return WebPage(
        template="decide.html",
        title="Decide",
        view={"verbs": verbs, "given": given, "values": (*TYPES, *STANCES, *VERDICTS, NOBODY)},
    )


def outcome(ledger: Ledger, asked: Asked) -> WebPage:
    """Say what a decision of any kind means here and would change, and change nothing."""
    return _impact_page(ledger, asked, _draft_any_decision(ledger, asked), take="/decide/take")


def take(ledger: Ledger, asked: Asked) -> WebPage:
    """Take a decision of any kind, which counts at once."""
    return _take_decision(ledger, asked, _draft_any_decision(ledger, asked))


def _draft_any_decision(ledger: Ledger, asked: Asked) -> Decision:
    """Make the decision that is asked in words, a name a line.

    Raises:
        LedgerError: a word of it is missing, or means nothing here.
    """
    verb = asked.text("verb")
    names, value = _subject_names_and_value(verb, asked)
    if verb is None or verb not in EVERY_VERB or verb == "revoke" or not names:
        raise LedgerError("a decision needs a verb, and what it is about, one name a line")
    reason, about = _decision_reason(asked), asked.text("about")
    try:
        return draft(
            ledger, verb, names, by=_decision_actor(asked), reason=reason, value=value, about=about
        )
    except ValueError as error:
        raise LedgerError(str(error)) from error


def _subject_names_and_value(verb: str | None, asked: Asked) -> tuple[list[str], str | None]:
    """Read what a decision is about, and its value; who speaks is a name, but for nobody."""
    lines = (line.strip() for line in (asked.text("what") or "").splitlines())
    names, value = [line for line in lines if line], asked.text("value")
    if verb == "speaker" and value not in {None, NOBODY}:
        return [*names, str(value)], None
    return names, value


def revoke(ledger: Ledger, asked: Asked) -> WebPage:
    """Take a decision back, which counts at once."""
    key = asked.text("decision")
    if key is None:
        raise LedgerError("decision is missing; name the decision to take back by its key")
    return _take_decision(ledger, asked, draft(ledger, "revoke", [key], by=_decision_actor(asked)))


def _impact_page(ledger: Ledger, asked: Asked, decision: Decision, *, take: str) -> WebPage:
    """Show what a decision would change, where it is taken, and where it is written otherwise."""
    given = _given_form_values(asked)
    kept = {name: value for name, value in given.items() if name in _ASKED_ANEW}
    back = addresses.asked("/decide", **kept) if take == "/decide/take" else "/queue"
    return WebPage(
        template="impact.html",
        title="What it would change",
        answers={"impact": helpers_of(asked).impact(ledger, decision)},
        view={"decision": decision, "given": given, "take": take, "back": back},
    )


def _take_decision(ledger: Ledger, asked: Asked, decision: Decision) -> WebPage:
    """Take a decision, let it count, and say so."""
    ledger.take_decisions([decision])
    helpers_of(asked).resolve(ledger)
    return WebPage(
        template="impact.html",
        title="Decided",
        answers={"decided": {"decision": decision.key, "verb": decision.verb}},
    )


def _draft_pair_decision(ledger: Ledger, asked: Asked) -> Decision:
    """Make the decision that is asked, without taking it.

    Raises:
        LedgerError: a word of it is missing, or means nothing here.
    """
    verb, a, b = (asked.text(name) for name in ("verb", "a", "b"))
    if verb not in VERBS or a is None or b is None:
        raise LedgerError(f"a decision needs a verb ({', '.join(VERBS)}) and two mentions, a and b")
    try:
        return draft(
            ledger,
            verb,
            [a, b],
            by=_decision_actor(asked),
            reason=_decision_reason(asked),
            about="entity",
        )
    except ValueError as error:
        raise LedgerError(str(error)) from error


def _decision_reason(asked: Asked) -> str:
    """Return why.

    Raises:
        LedgerError: it is too long.
    """
    reason = asked.text("reason") or "reviewed"
    if len(reason) > _MOST_REASON:
        raise LedgerError(f"a reason has at most {_MOST_REASON:,} characters, not {len(reason):,}")
    return reason


def _decision_actor(asked: Asked) -> str:
    """Return who decides.

    Raises:
        LedgerError: nobody is named.
    """
    who = asked.text("by")
    if who is None or len(who) > 200:
        raise LedgerError("by is missing; write the name of whoever decides")
    return who


def _given_form_values(asked: Asked) -> dict[str, str]:
    names = ("verb", "a", "b", "what", "value", "about", "by", "reason")
    return {n: v for n in names if (v := asked.text(n)) is not None}
