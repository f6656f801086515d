"""How long partners take, in sentences, figures and rows for a table. Words of what was found; judges nobody."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd

from buurtbeeld import text
from buurtbeeld.charts.key_figures import Figure
from buurtbeeld.lead_times import figures as lead_times_figures
from buurtbeeld.lead_times.figures import Everybody, LeadTimes
from buurtbeeld.methods import survival
from buurtbeeld.methods.survival import Faster, Median, Share
from buurtbeeld.record_display import display as record_display
from buurtbeeld.register.hand_overs import HandOver
from buurtbeeld.text import _

Names = Mapping[str, str]


def answers() -> dict[str, str]:
    """What a hand-over is timed to, in words."""
    return {
        "fed_back_at": _("Terugkoppeling"),
        "first_action_at": _("Eerste actie"),
        "acknowledged_at": _("Bevestiging"),
    }


def _until(answer: str) -> str:
    return {
        "fed_back_at": _("teruggekoppeld"),
        "first_action_at": _("opgepakt"),
        "acknowledged_at": _("bevestigd"),
    }[answer]


def answer(all_times: Everybody, names: Names, measured: str) -> str:
    """Which share was ever answered, after how many days half of all were, and which partners got slower or faster."""
    days = all_times.together.median
    if days.n < lead_times_figures.FEWEST:
        return few(days.n)
    first = _("Van {n} overdrachten is {share} {answered}", **_answered(days), answered=_until(measured))
    if math.isfinite(days.median):
        first += _(", de helft van alle binnen {days} dagen", days=text.number(days.median))
    changed = [
        _("{who} werd trager", who=names.get(key, "?")) if times.faster.word == "slower"
        else _("{who} werd sneller", who=names.get(key, "?"))
        for key, times in all_times.partners.items() if times.faster.word in ("slower", "faster")
    ]  # fmt: skip
    return "; ".join([first, *changed])


def _answered(median: Median) -> dict[str, str]:
    """Of how many the answer came, as a share; open ones count as not yet."""
    return {"n": text.number(median.n), "share": text.percent(median.answered / median.n)}


def few(n: int) -> str:
    """That there are too few hand-overs, with their number."""
    sentence = _("Er is 1 overdracht") if n == 1 else _("Er zijn {n} overdrachten", n=n)
    return sentence + _("; vanaf {most} zeggen we hoelang het duurt", most=lead_times_figures.FEWEST)


def rests_on(times: LeadTimes) -> str:
    """How many hand-overs, how many open, and why those count."""
    return _(
        "{n} overdrachten, waarvan {open} nog open. Wat openligt telt mee tot vandaag, en wat zonder antwoord is "
        "gesloten blijft meetellen: geen van beide maakt een partner sneller. Tussen haakjes staat wat bij toeval nog "
        "past (95 %).",
        n=text.number(times.median.n),
        open=text.number(times.open),
    )


def days(median: Median) -> str:
    """14 dagen (12–17) until half of all were answered; words where half is not reached, or where there are too few."""
    if median.n < lead_times_figures.FEWEST:
        return _("te weinig ({n})", n=median.n)
    if not math.isfinite(median.median):
        return _("minder dan de helft kreeg antwoord")
    upper = _("nog open") if not math.isfinite(median.high) else text.number(median.high)
    return _("{days} dagen ({low}–{high})", days=text.number(median.median), low=text.number(median.low), high=upper)


def share(part: Share) -> str:
    """62% (51–72); a dash where there is nothing to share."""
    if not part.n:
        return text.NOTHING
    return f"{text.percent(part.share)} ({text.number(part.low * 100)}–{text.number(part.high * 100)})"


def faster(change: Faster) -> str:
    """The answer to: faster than the quarter before?"""
    now, before = change.now, change.before
    if change.word == "too_few":
        return _(
            "Sneller of trager dan de drie maanden ervoor? Niet te zeggen: {n} overdrachten in de laatste drie maanden "
            "en {before} ervoor. Vanaf {most} in elk zeggen we het.",
            n=now.n, before=before.n, most=lead_times_figures.FEWEST,
        )  # fmt: skip
    sentences = {
        "slower": _("Trager dan de drie maanden ervoor: {now}, was {before}."),
        "faster": _("Sneller dan de drie maanden ervoor: {now}, was {before}."),
        "no_difference": _("Niet duidelijk sneller of trager dan de drie maanden ervoor: {now}, was {before}."),
    }[change.word]
    return sentences.format(now=_half(now), before=_half(before))


def _half(median: Median) -> str:
    if not math.isfinite(median.median):
        return _("minder dan de helft kreeg antwoord (n = {n})", n=median.n)
    return _("de helft van alle na {days} dagen (n = {n})", days=text.number(median.median), n=median.n)


def norm(times: LeadTimes) -> str:
    """The norm of most hand-overs in words; empty without one."""
    held = lead_times_figures.norm(times.hand_overs)
    if held is None:
        return ""
    kinds = record_display.words(HandOver, "norm_kind")
    return _("norm: {n} {kind}", n=held[0], kind=kinds[held[1]])


def figures(times: LeadTimes) -> list[Figure]:
    """The key figures of a partner, each with its interval and number beside it."""
    shares = times.shares
    rows = [
        (_("Binnen de norm"), in_time(times), _("Van de overdrachten waarvan de norm voorbij is.")),
        (_("Bevestigd"), shares["acknowledged"], _("De partner liet weten dat de kwestie er ligt.")),
        (_("Teruggekoppeld"), shares["fed_back"], _("De partner liet weten wat ervan kwam.")),
        (_("Kwam terug"), shares["returned"], _("Teruggegeven of afgewezen, van de overdrachten met een uitkomst.")),
    ]
    answered = survival.wilson(times.median.answered, times.median.n)
    given = text.percent(answered.share) if answered.n else text.NOTHING
    shown = [
        Figure(
            _("Kreeg antwoord"), given, _between(answered), _("Van alles wat is overgedragen, ook wat nog openligt.")
        ),
        Figure(_("De helft van alle na"), *_beside(times)),
    ]
    return shown + [Figure(name, text.percent(part.share), _between(part), meaning) for name, part, meaning in rows]


def in_time(times: LeadTimes) -> Share:
    """Share answered within the norm, of those whose norm has ended."""
    late = times.late
    return Share(late.n - late.k, late.n, 1 - late.share, 1 - late.high, 1 - late.low)


def _beside(times: LeadTimes) -> tuple[str, str]:
    median = times.median
    if median.n < lead_times_figures.FEWEST:
        return text.NOTHING, _("te weinig: n = {n}", n=median.n)
    if not math.isfinite(median.median):
        return text.NOTHING, _("minder dan de helft kreeg antwoord")
    upper = _("open") if not math.isfinite(median.high) else text.number(median.high)
    return (
        _("{n} dagen", n=text.number(median.median)),
        f"{text.number(median.low)}–{upper}, n = {median.n}",
    )


def _between(part: Share) -> str:
    if not part.n:
        return _("nog niets")
    return f"{text.number(part.low * 100)}–{text.percent(part.high)}, n = {part.n}"


def curve(times: LeadTimes, who: str, measured: str) -> str:
    """The curve in words."""
    return _(
        "Deel dat na zoveel dagen nog niet is {answered}. {who}: {days}. Grijs: alle andere partners samen.",
        answered=_until(measured),
        who=who,
        days=days(times.median),
    )


def dots(by_partner: Mapping[str, LeadTimes], names: Names) -> str:
    """The picture of all partners in words."""
    parts = [f"{names.get(key, '?')}: {days(times.median)}" for key, times in by_partner.items()]
    return "; ".join(parts) + "."


def rows(by_partner: Mapping[str, LeadTimes], names: Names) -> pd.DataFrame:
    """One row per partner for the table; columns as in heads()."""
    short = {"slower": _("trager"), "faster": _("sneller"), "no_difference": _("niet duidelijk")}
    return pd.DataFrame(
        [
            {
                "partner": names.get(key, "?"),
                "n": times.median.n,
                "open": times.open,
                "answered": share(survival.wilson(times.median.answered, times.median.n)),
                "days": days(times.median),
                "faster": short.get(times.faster.word, _("te weinig")),
                "in_time": share(in_time(times)),
                "acknowledged": share(times.shares["acknowledged"]),
                "fed_back": share(times.shares["fed_back"]),
                "returned": share(times.shares["returned"]),
                "waiting": len(times.waiting),
            }
            for key, times in by_partner.items()
        ],
        columns=list(heads()),
    )


def heads() -> dict[str, str]:
    """Columns of the table of partners."""
    return {
        "partner": _("Partner"),
        "n": _("Overgedragen"),
        "open": _("Open"),
        "answered": _("Kreeg antwoord"),
        "days": _("Helft van alle na"),
        "faster": _("Dan 3 maanden ervoor"),
        "in_time": _("Binnen de norm"),
        "acknowledged": _("Bevestigd"),
        "fed_back": _("Teruggekoppeld"),
        "returned": _("Kwam terug"),
        "waiting": _("Wacht over de norm"),
    }


IN_SIGHT = ("partner", "n", "answered", "days", "faster", "in_time", "waiting")


def how_many(times: LeadTimes) -> str:
    """How many wait past their norm, and the longest."""
    late = len(times.waiting)
    if not late:
        return _("Niets wacht langer dan de norm.")
    longest = text.number(times.waiting["days_over"].max())
    sentence = (
        _("Eén kwestie wacht langer dan de norm") if late == 1 else _("{n} kwesties wachten langer dan de norm", n=late)
    )
    return sentence + _("; de langste {days} dagen te lang.", days=longest)


def pace(times: LeadTimes, measured: str) -> str:
    """How long it takes, with number and interval, open ones included."""
    if times.median.n < lead_times_figures.FEWEST:
        return few(times.median.n) + "."
    sentence = _("{answer}: bij {share} van {n} overdrachten, met wat nog openligt; de helft van alle: {days}.")
    return sentence.format(answer=answers()[measured], days=days(times.median), **_answered(times.median))


def left_out(number: int) -> str:
    """What does not stand on the sheet."""
    sentence = _("Zonder namen van bewoners, zonder adressen van personen en zonder vrije tekst.")
    if not number:
        return sentence
    single, more = _("Eén vertrouwelijke kwestie staat er niet op."), _("{n} vertrouwelijke kwesties staan er niet op.")
    return f"{sentence} {single if number == 1 else more.format(n=number)}"


def not_on_it(number: int) -> str:
    """What stands in the table and not on the sheet; empty when nothing."""
    return " " + _("Vertrouwelijk en dus niet op het blad: {n}.", n=number) if number else ""


def waiting(late: pd.DataFrame, names: Names) -> pd.DataFrame:
    """What waits past its norm, in words: handed_at, about, area, due, days_over. No text that people typed."""
    return pd.DataFrame(
        {
            "handed_at": late["handed_at"],
            "about": [names.get(theme, theme) for theme in late["theme"]],
            "area": [names.get(area, area) for area in late["area_id"]],
            "due": late["due"],
            "days_over": late["days_over"],
        }
    )


def waiting_heads() -> dict[str, str]:
    """Columns of what waits."""
    return {
        "handed_at": _("Overgedragen"),
        "about": _("Thema"),
        "area": _("Gebied"),
        "due": _("Antwoord uiterlijk"),
        "days_over": _("Dagen te laat"),
    }
