"""Decisions of people: what somebody says of the ledger, in words that outlive every run.

A subject is stored as the characters that somebody looked at, never as the id of an entity: an id
says what was concluded, and conclusions are what decisions correct.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

import attrs

from provenance.identifiers import content_hash
from provenance.records.claims import STANCES

# What may be said of what. Without a word of it: `revoke` takes another decision back.
VERBS: Mapping[str, tuple[str, ...]] = {
    "same": ("entity", "claim", "story", "copy"),
    "different": ("entity", "claim", "story", "copy"),
    "unsure": ("entity", "claim", "story", "copy"),
    "fork": ("entity",),
    "split": ("entity",),
    "lock": ("entity",),
    "name": ("entity",),
    "type": ("entity",),
    "not-an-entity": ("entity",),
    "speaker": ("claim",),
    "stance": ("claim",),
    "not-a-claim": ("claim",),
    "conflict": ("claim",),
    "revoke": ("decision",),
}
# Who decides, the weightiest first.
ACTORS = ("person", "authority", "rule", "model")
_VERSIONED = {"rule", "model"}
TYPES = ("PER", "ORG", "LOC", "other", "none")
VERDICTS = ("real", "none", "settled")  # of a conflict
NOBODY = "nobody"  # speaks, as far as the article tells
_TWO_SIDED = {"same", "different", "unsure", "split", "conflict"}
_VALUES = {"type": TYPES, "conflict": VERDICTS, "stance": STANCES}
_VALUED = {"name", *_VALUES}


@attrs.frozen(order=True, kw_only=True)
class DecisionSubject:
    """Point at what a decision is about: characters of one version of an article, or an article.

    Args:
        side: a or b; what is on one side of a split stays together.
        article: the caller's id.
        text_hash: SHA-256 of the text that was looked at.
        start: the first code point; None where the article itself is meant.
        end: one past the last code point.
        surface: the characters between them.
    """

    side: str = attrs.field(validator=attrs.validators.in_(("a", "b")))
    article: str
    text_hash: str
    start: int | None = None
    end: int | None = None
    surface: str | None = None

    @property
    def reference(self) -> str:
        """The place as the command line writes it."""
        return self.article if self.start is None else f"{self.article}:{self.start}-{self.end}"


def _subjects_in_order(subjects: Iterable[DecisionSubject]) -> tuple[DecisionSubject, ...]:
    """Order subjects by side and place, each once."""
    return tuple(sorted(set(subjects), key=_subject_place))


def _subject_place(subject: DecisionSubject) -> tuple[object, ...]:
    start, end = (-1, -1) if subject.start is None else (subject.start, subject.end or 0)
    return subject.side, subject.article, start, end, subject.text_hash


def _text_tuple(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(values)


@attrs.frozen(kw_only=True)
class Decision:
    """Say something of the ledger, and who says it, when and why.

    Args:
        verb: one of `VERBS`.
        about: what its subjects are: entity (mentions), claim (contents), story or copy (articles),
            or decision, of one that takes another back. Of `same` copies, the article of side a
            copied that of side b.
        subjects: what it is about.
        value: a name, a type of `TYPES`, a verdict of `VERDICTS` or a stance, for the verbs that
            take
            one; `NOBODY` of a speaker, or nothing where the other side names one.
        actor: who says so.
        actor_kind: one of `ACTORS`; a person outranks an authority, and so on.
        actor_version: of a rule or a model that has versions: which one decided. Its other versions
            are the same actor, so that a newer word of one outranks an older word of another.
        reason: why, in words.
        evidence: references to spans or comparisons that somebody relied on.
        decided_at: when; a time with a zone.
        supersedes: the key of an earlier decision that no longer counts, while this one does.

    Raises:
        ValueError: a verb is not one of these, or says something else than its subjects allow.
    """

    verb: str = attrs.field(validator=attrs.validators.in_(tuple(VERBS)))
    about: str
    subjects: tuple[DecisionSubject, ...] = attrs.field(default=(), converter=_subjects_in_order)
    value: str | None = None
    actor: str
    actor_kind: str = attrs.field(default="person", validator=attrs.validators.in_(ACTORS))
    actor_version: str | None = None
    reason: str = ""
    evidence: tuple[str, ...] = attrs.field(default=(), converter=_text_tuple)
    decided_at: datetime
    supersedes: str | None = None

    def __attrs_post_init__(self) -> None:
        for problem in _decision_problems(self):
            raise ValueError(f"a decision {self.verb!r} {problem}")

    @property
    def key(self) -> str:
        """Identify the decision by its content."""
        return content_hash(
            "decision",
            self.verb,
            self.about,
            [_subject_fields(subject) for subject in self.subjects],
            self.value,
            [*self._actor_fields, self.reason, list(self.evidence)],
            self.decided_at.isoformat(),
            self.supersedes,
        )

    @property
    def _actor_fields(self) -> tuple[str, ...]:
        """The actor; a version counts where there is one, so that other keys are what they were."""
        version = () if self.actor_version is None else (self.actor_version,)
        return self.actor, self.actor_kind, *version

    def side(self, side: str) -> tuple[DecisionSubject, ...]:
        """The subjects of one side."""
        return tuple(subject for subject in self.subjects if subject.side == side)


def _subject_fields(subject: DecisionSubject) -> tuple[str | int | None, ...]:
    return tuple(attrs.astuple(subject))


def _decision_problems(decision: Decision) -> Iterable[str]:
    """Say what a decision lacks, or has too much of."""
    about = VERBS[decision.verb]
    if decision.about not in about:
        yield f"is about {' or '.join(about)}, not about {decision.about}"
    yield from _actor_problems(decision)
    if decision.decided_at.tzinfo is None:
        yield "needs a time with a zone"
    allowed = _VALUES.get(decision.verb)
    if allowed and decision.value not in allowed:
        yield f"takes one of {', '.join(allowed)}, not {decision.value!r}"
    if decision.verb == "speaker":
        if (decision.value == NOBODY) == bool(decision.side("b")):
            yield "names a claim, and a mention of its speaker or nobody"
        return
    if (decision.verb in _VALUED) != bool(decision.value):
        yield "needs a value" if decision.verb in _VALUED else "takes no value"
    yield from _subject_problems(decision)


def _actor_problems(decision: Decision) -> Iterable[str]:
    """Say what is amiss with who decides."""
    version = decision.actor_version
    if not decision.actor.strip():
        yield "needs somebody who decides"
    if version is not None and (decision.actor_kind not in _VERSIONED or not version.strip()):
        yield f"takes a version, of a rule or a model alone, not {version!r} of {decision.actor!r}"


def _subject_problems(decision: Decision) -> Iterable[str]:
    """Say what is amiss with the subjects of a decision."""
    if decision.verb == "revoke":
        if decision.subjects or not decision.supersedes:
            yield "names the decision that it takes back, and nothing else"
    elif not decision.side("a"):
        yield "needs a subject"
    elif (decision.verb in _TWO_SIDED) != bool(decision.side("b")):
        yield "needs two sides" if decision.verb in _TWO_SIDED else "has one side"
