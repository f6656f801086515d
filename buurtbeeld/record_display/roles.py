"""Roles and verbs in the visitor's words. Decides nothing: buurtbeeld.access does."""

from __future__ import annotations

from buurtbeeld import access
from buurtbeeld.text import _


def role(name: str) -> str:
    """The word for a role: field -> buurtmedewerker."""
    return {
        "field": _("buurtmedewerker"),
        "director": _("gebiedsregisseur"),
        "manager": _("manager"),
        "analyst": _("analist"),
        "partner": _("partner"),
        "administrator": _("beheerder"),
    }.get(name, name)


def means(name: str) -> str:
    """What a role may, in one sentence."""
    return {
        "field": _("Bekijkt alles en legt waarnemingen vast."),
        "director": _("Bekijkt alles en legt alles vast wat in de eigen gebieden speelt."),
        "manager": _("Bekijkt alles, legt overal alles vast en ziet wie wat deed."),
        "analyst": _("Bekijkt alles en stelt eigen vragen aan de gegevens; legt niets vast."),
        "partner": _("Ziet alleen wat voor partners is klaargezet."),
        "administrator": _("Mag alles, ook mensen toelaten."),
    }[name]


def offered() -> dict[str, str]:
    """Every role with its word, as a list to choose from."""
    return {name: role(name).capitalize() for name in access.ROLES}


def doer(by: str, email: str | None = None) -> str:
    """Who did something, by what the audit keeps: an address where there is one."""
    if email:
        return email
    nobody = {
        access.LOCAL.id: _("op de computer zelf"),
        access.COMMAND.id: _("met een opdracht"),
        access.DEMONSTRATION: _("bezoeker van de demonstratie"),
    }
    return nobody.get(by, by)
