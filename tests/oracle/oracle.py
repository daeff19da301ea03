"""What an independent solver says about an assessment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import clingo

from advisor.model.knowledge import Knowledge
from tests.oracle.translation import DOMAIN, program

Answers = Mapping[str, tuple[str, ...]]


class Oracle:
    """One knowledge base in clingo's words; every call is a solver of its own."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._k = knowledge

    def possible(self, answers: Answers, decision: str = "pattern", pattern: str | None = None) -> set[str]:
        """Every outcome of a decision that some completion has; "nothing" and "not taken" are outcomes too."""
        lines = [self._base(decision, pattern), "copy(0).", *_given(answers), *self._open(answers), DOMAIN]
        lines.append(f'#show X : wins(0,"{decision}",X).')
        return _brave(lines)

    def matters(self, answers: Answers, decision: str = "pattern", pattern: str | None = None) -> set[str]:
        """Every open question for which two completions differ only in it and have different outcomes."""
        lines = [self._base(decision, pattern), "copy(0..1).", *_given(answers), *self._open(answers), DOMAIN]
        lines += [
            "1 { changed(Q) : open(Q) } 1.",
            "ans(1,Q,C) :- ans(0,Q,C), not changed(Q).",
            "1 { ans(1,Q,C) : choice(Q,C) } 1 :- changed(Q), not several(Q).",
            "1 { ans(1,Q,C) : choice(Q,C) } :- changed(Q), several(Q).",
            ":- ans(1,Q,C), ans(1,Q,B), exclusive(Q,C), B != C.",
            f':- wins(0,"{decision}",O), wins(1,"{decision}",O).',
            "#show Q : changed(Q).",
        ]
        return _brave(lines)

    def winner(self, answers: Answers) -> str:
        """What is recommended now, whatever is open being open."""
        lines = [self._base("pattern", None), "copy(0).", *_given(answers), '#show X : wins(0,"pattern",X).']
        return next(iter(_brave(lines)))

    def changes(self, answers: Answers, most: int) -> Iterator[tuple[dict[str, tuple[str, ...]], str]]:
        """Every change of at most that many answers, and what is then recommended, if it is something else."""
        lines = [self._base("pattern", None), "copy(0..1).", *_given(answers)]
        lines += [
            f"1 {{ changed(Q) : answered(0,Q) }} {most}.",
            "ans(1,Q,C) :- ans(0,Q,C), not changed(Q).",
            "1 { ans(1,Q,C) : choice(Q,C) } 1 :- changed(Q), not several(Q).",
            "1 { ans(1,Q,C) : choice(Q,C) } :- changed(Q), several(Q).",
            ":- ans(1,Q,C), ans(1,Q,B), exclusive(Q,C), B != C.",
            ':- wins(0,"pattern",O), wins(1,"pattern",O).',
            ":- changed(Q), ans(0,Q,C) : ans(1,Q,C); ans(1,Q,C) : ans(0,Q,C).",
            '#show (Q,C) : changed(Q), ans(1,Q,C). #show X : wins(1,"pattern",X).',
        ]
        for symbols in _models(lines, "--project=show"):
            changed: dict[str, set[str]] = {}
            outcome = ""
            for symbol in symbols:
                if symbol.type == clingo.SymbolType.Function:
                    question, choice = symbol.arguments
                    changed.setdefault(question.string, set()).add(choice.string)
                else:
                    outcome = symbol.string
            yield {question: tuple(sorted(choices)) for question, choices in changed.items()}, outcome

    def conflicts(self, answers: Answers) -> set[frozenset[str]]:
        """All smallest sets of answers that leave nothing eligible."""
        lines = [self._base("pattern", None), "copy(0)."]
        lines += [f'{{ keep("{question}") }}.' for question in answers]
        lines += [f'ans(0,"{q}","{c}") :- keep("{q}").' for q, chosen in answers.items() for c in chosen]
        lines += [":- eligible(0,_,_).", "#minimize { 1,Q : keep(Q) }.", "#show Q : keep(Q)."]
        return {frozenset(s.string for s in symbols) for symbols in _models(lines, "--opt-mode=optN")}

    def _base(self, decision: str, pattern: str | None) -> str:
        if pattern is None:
            return program(self._k, (decision,))
        # Earlier decisions are taken in the order in which one reads another.
        later = tuple(name for name in self._k.decisions if name != "pattern")
        return f'{program(self._k, later)}\ngiven("pattern").\ndecided(T,"pattern","{pattern}") :- copy(T).'

    def _open(self, answers: Answers) -> Iterator[str]:
        return (f'open("{question}").' for question in self._k.questions if question not in answers)


def best_assignments(
    candidates: Mapping[str, list[tuple[str, int, frozenset[str]]]], limit: int
) -> tuple[set[frozenset[tuple[str, str]]], int]:
    """All best assignments of components to (pattern, points, platforms), and how many stay without."""
    lines = [f":- #count {{ P : used(P) }} > {limit}."]
    for name, options in candidates.items():
        lines.append(f'{{ gets("{name}",P) : candidate("{name}",P,_,_) }} 1.')
        for place, (pattern, points, platforms) in enumerate(options):
            lost = options[0][1] - points
            lines.append(f'candidate("{name}","{pattern}",{lost},{place}).')
            lines += [f'used("{each}") :- gets("{name}","{pattern}").' for each in sorted(platforms)]
    lines += [
        "#maximize { 1@4,N : gets(N,_) }.",
        "#minimize { V@3,N : gets(N,P), candidate(N,P,V,_) }.",
        "#minimize { I@2,N : gets(N,P), candidate(N,P,_,I) }.",
        "#minimize { 1@1,P : used(P) }.",
        "#show (N,P) : gets(N,P).",
    ]
    found = {
        frozenset((s.arguments[0].string, s.arguments[1].string) for s in symbols)
        for symbols in _models(lines, "--opt-mode=optN")
    }
    return found, len(candidates) - len(next(iter(found)))


def _given(answers: Answers) -> Iterator[str]:
    return (f'ans(T,"{q}","{c}") :- copy(T), T = 0.' for q, chosen in answers.items() for c in chosen)


def _brave(lines: Iterable[str]) -> set[str]:
    """What is shown in some model."""
    last: set[str] = set()
    for symbols in _models(lines, "--enum-mode=brave"):
        last = {symbol.string for symbol in symbols}
    return last


def _models(lines: Iterable[str], *arguments: str) -> Iterator[list[clingo.Symbol]]:
    control = clingo.Control(["0", "--warn=none", *arguments], logger=lambda *_: None)
    control.add("base", [], "\n".join(["#show.", *lines]))
    control.ground([("base", [])])
    optimising = any("opt-mode" in each for each in arguments)
    with control.solve(yield_=True) as handle:
        for model in handle:
            if not optimising or model.optimality_proven:
                yield list(model.symbols(shown=True))
