"""What went with a step, in sentences: "ging samen met", never "kwam door". Words of what was found; judges nothing."""

from __future__ import annotations

from buurtbeeld import codes, text
from buurtbeeld.escalation import steps
from buurtbeeld.escalation.steps import Histories, LadderFigures
from buurtbeeld.methods.escalation import EARLY_DAYS, FEWEST
from buurtbeeld.text import _


def answer(figures: LadderFigures) -> str:
    """The clear difference, between a rung and the one below it at equal severity, that rests on most cases; or that
    there is none."""
    if figures.cases < FEWEST:
        return few(figures.cases)
    clear = figures.apart[(figures.apart["low"] > 1) | (figures.apart["high"] < 1)]
    if clear.empty:
        if figures.apart["reason"].ne("").all():
            return _("Nog te weinig dossiers per trede om treden met elkaar te vergelijken")
        return _(
            "Bij gelijke ernst en even lang lopend werd het na geen enkele trede duidelijk sneller rustig dan op de "
            "trede eronder"
        )
    # The pair that rests on most cases: the last rungs differ most, but few cases come there.
    row = clear.loc[clear[["n", "n_lower"]].min(axis=1).idxmax()]
    named = steps.names(figures.ladder)
    upper, lower = (_named(named[int(rung) - 1]) for rung in (row["rung"], row["lower"]))
    sentence = (
        _("Na ‘{upper}’ werd het sneller rustig dan op ‘{lower}’, bij gelijke ernst en even lang lopend: {rates}")
        if row["ratio"] > 1
        else _(
            "Na ‘{upper}’ werd het minder snel rustig dan op ‘{lower}’, bij gelijke ernst en even lang lopend: {rates}"
        )
    )
    return sentence.format(upper=upper, lower=lower, rates=_rates(row["above"], row["below"]))


def _rates(first: float, second: float) -> str:
    """0.12, 0.06 -> per maand 12 van de 100 dossiers, tegen 6."""
    return _(
        "per maand {first} van de 100 dossiers, tegen {second}",
        first=text.number(100 * first),
        second=text.number(100 * second),
    )


def few(cases: int) -> str:
    """That there are too few cases, with their number."""
    sentence = _("Er is nog maar 1 dossier") if cases == 1 else _("Er zijn nog maar {n} dossiers", n=cases)
    return sentence + _("; vanaf {most} dossiers valt er iets te zeggen", most=FEWEST)


def _named(rung: str) -> str:
    return rung.partition(". ")[2]


def rests_on(figures: LadderFigures) -> str:
    """How many cases it rests on, how many still run, and what the words mean."""
    return _(
        "Dit rust op {cases} dossiers; {running} lopen nog en tellen mee zolang ze gezien zijn. Rustig: gesloten "
        "zonder verdere stap, binnen {days} dagen na de stap. Dit ging samen met de trede; het hoeft er niet door "
        "te komen: zware dossiers krijgen zwaardere stappen. Na de hoogste trede kan geen stap meer volgen: daar is "
        "het aandeel rustig vanzelf hoger. Vergelijk treden daarom op hoe snel het rustig werd (hieronder).",
        cases=text.number(figures.cases),
        running=text.number(figures.running),
        days=figures.days,
    )


def path(figures: LadderFigures) -> str:
    """The picture of the ladder in words: steps up, skipped, back and again."""
    kinds = figures.moves.groupby("kind")["cases"].sum()
    higher = int(figures.moves.loc[figures.moves["came_from"].eq(0) & figures.moves["kind"].eq("skip"), "cases"].sum())
    count = {kind: int(kinds.get(kind, 0)) for kind in ("start", "up", "skip", "back", "again", "closed", "running")}
    count |= {"skip": count["skip"] - higher, "higher": higher}
    return _(
        "{start} dossiers begonnen op de onderste trede, {higher} hoger. Daarna: {up} keer één trede omhoog, {skip} "
        "keer treden overgeslagen, {back} keer terug en {again} keer dezelfde trede opnieuw. {closed} zijn gesloten, "
        "{running} lopen nog. Hoe dikker de lijn, hoe meer dossiers.",
        **{kind: text.number(number) for kind, number in count.items()},
    )


def rung_lines(figures: LadderFigures) -> list[str]:
    """A line per rung of the ladder: how many cases stood on it, and how many again."""
    stood = figures.spells["rung"].value_counts()
    again = figures.moves[figures.moves["kind"].eq("again")].set_index("went_to")["cases"]
    lines = []
    for rung in range(1, len(steps.names(figures.ladder)) + 1):
        n, more = int(stood.get(rung, 0)), int(again.get(rung, 0))
        line = _("1 dossier") if n == 1 else _("{n} dossiers", n=text.number(n))
        lines.append(f"{line}, " + _("{n} keer opnieuw", n=more) if more else line)
    return lines


def quiet(figures: LadderFigures) -> str:
    """The picture of shares in words: per rung with enough cases the share quiet and its interval."""
    named, shares = steps.names(figures.ladder), steps.shares(figures)
    rows = shares[shares["group"].eq(codes.ALL) & shares["n"].ge(FEWEST)]
    parts = [
        f"{_named(named[row.rung - 1])} {steps.share(row.share, row.low, row.high)}"
        for row in rows.itertuples(index=False)
    ]
    if not parts:
        return _("Geen enkele trede heeft {most} dossiers: dan geven we geen cijfer.", most=FEWEST)
    return _(
        "Rustig na {days} dagen, alle dossiers samen, met wat er bij toeval nog bij past: {parts}.",
        days=figures.days,
        parts="; ".join(parts),
    )


def apart(figures: LadderFigures) -> list[str]:
    """Per rung against the one below it, at equal severity: the difference in points with its interval, or why not."""
    named = [_named(name) for name in steps.names(figures.ladder)]
    lines = []
    for row in figures.apart.to_dict("records"):
        pair = {"upper": named[int(row["rung"]) - 1], "lower": named[int(row["lower"]) - 1]}
        if row["reason"]:
            lines.append(
                _(
                    "**{upper}** naast {lower}: te weinig dossiers ({n} en {other}).",
                    **pair,
                    n=row["n"],
                    other=row["n_lower"],
                )
            )
        else:
            rates = _rates(row["above"], row["below"])
            lines.append(_("**{upper}** naast {lower}: {rates}; {ratio} {clear}", **pair, rates=rates, **_ratio(row)))
    return lines


def moments(figures: LadderFigures) -> list[str]:
    """Per rung: quiet where the step came early and where late, at equal severity; or why it cannot be said."""
    named = [_named(name) for name in steps.names(figures.ladder)]
    lines = []
    for row in figures.moments.sort_values("rung").to_dict("records"):
        name = named[int(row["rung"]) - 1]
        if row["reason"]:
            numbers = {"n": row["n_early"], "other": row["n_late"]}
            lines.append(_("**{name}**: te weinig dossiers ({n} vroeg, {other} later).", name=name, **numbers))
        else:
            rates = _rates(row["early"], row["late"])
            lines.append(_("**{name}**: {rates}; {ratio} {clear}", name=name, rates=rates, **_ratio(row)))
    return lines


def moments_explained() -> str:
    """What early is."""
    return _(
        "De stap binnen {days} dagen na het openen, tegen later of niet. Van dossiers die toen nog liepen, bij gelijke "
        "ernst: hoeveel er daarna per maand rustig werden.",
        days=EARLY_DAYS,
    )


def _ratio(row: dict[str, float]) -> dict[str, str]:
    ratio, low, high = (text.number(row[name], 1) for name in ("ratio", "low", "high"))
    clear = row["low"] > 1 or row["high"] < 1
    return {
        "ratio": _("{ratio} keer zo snel ({low} tot {high}).", ratio=ratio, low=low, high=high),
        "clear": _("Duidelijk.") if clear else _("Niet duidelijk."),
    }


def heads() -> dict[str, str]:
    """Columns of the table of rungs."""
    return {
        "rung": _("Trede"),
        "n": _("Dossiers"),
        "quiet_90": _("Rustig na 90 dagen"),
        "quiet_180": _("Rustig na 180 dagen"),
        "days": _("Dagen tot rustig (de helft)"),
        "next_step": _("Volgende stap nodig"),
    }


def themes(histories: Histories, names: dict[str, str]) -> dict[str, str]:
    """The themes to choose from, with their number of cases: those with most first, all together before them."""
    every = {codes.ALL: _("Alle thema's ({n} dossiers)", n=len(histories.cases))}
    return every | {theme: f"{names.get(theme, theme)} ({n})" for theme, n in steps.themes(histories).items()}
