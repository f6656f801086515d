"""Tables that are none of ours, though words, days and addresses in them look so; and one that only looks as if not."""

from __future__ import annotations

from benchmarks.tables.making import table

NONE_OF_OURS = (
    table("bezit/onderhoudsplanning.csv", None, """
        VHE | - | nr #
        Straat | - | street
        Huisnr | - | house
        Werkzaamheid | - | of Schilderwerk,Dak
        Geplande datum | - | moment %d-%m-%Y
    """),
    table("bezit/mutaties.csv", None, """
        Eenheid | - | nr #
        Postcode | - | postcode
        Datum opzegging | - | moment %d-%m-%Y
        Reden | - | of verhuizing,overlijden
    """),
    table("reparaties/reparatieverzoeken 2024.csv", "complaint", """
        Ordernummer | source_id | nr R#
        Datum melding | registered_at | moment %d-%m-%Y
        Soort | category | of Lekkage,CV,Deur
        Straat | street | street
        Huisnummer | number | house
    """),
    table("woningen/woningzoekenden.csv", None, """
        Inschrijfnummer | - | nr #
        Inschrijfdatum | - | moment %d-%m-%Y
        Postcode | - | postcode
        Plaats | - | town
    """),
    table("woningen/energielabels.csv", None, """
        Postcode | - | postcode
        Huisnummer | - | house
        Label | - | of A,B,C
        Registratiedatum | - | moment %d-%m-%Y
    """),
    table("kaart/straten.csv", None, """
        straatnaam | - | street
        lengte | - | number 50 900
        buurt | - | of A,B
    """),
    table("gemeente/bomen.csv", None, """
        boom_id | - | nr B#
        soort | - | of Linde,Eik
        plantjaar | - | number 1950 2010
        x | - | rdx
        y | - | rdy
    """),
    table("gemeente/evenementenvergunningen.csv", None, """
        zaaknummer | - | nr Z#
        datum aanvraag | - | moment %d-%m-%Y
        soort evenement | - | of Markt,Festival
        locatie | - | of Plein,Park
    """),
    table("meldingen/responstijden per maand.csv", None, """
        maand | - | of 2024-01,2024-02
        aantal meldingen | - | number 20 90
        gemiddelde dagen | - | number 2 9 ,
    """),
    table("politie/wijkagenten.csv", None, """
        buurtcode | - | code bu 1883
        wijkagent | - | person
        telefoon | - | phone
    """),
    table("scores/voetbal.csv", None, """
        datum | - | moment %d-%m-%Y
        team | - | of A,B
        score | - | number 0 5
    """),
    table("cijfers/omzet.csv", None, """
        code | - | nr #
        naam | - | name Winkel
        jaar | - | always 2023
        omzet | - | number 100 900
    """),
    table("uk/2024-01-street-crime.csv", None, """
        Crime ID | - | nr a#
        Month | - | always 2024-01
        Longitude | - | lon
        Latitude | - | lat
        LSOA code | - | nr E0100#
        Crime type | - | of Burglary,Drugs
    """),
    table("klachten/klanttevredenheid.csv", None, """
        Respondent | - | nr #
        Datum | - | moment %d-%m-%Y
        Cijfer | - | number 1 9
        Afdeling | - | of Verhuur,Beheer
    """),
    table("adressen/relaties.csv", None, """
        Relatienummer | - | nr #
        Naam | - | person
        Straat | - | street
        Huisnr | - | house
        Postcode | - | postcode
        Plaats | - | town
    """),
)  # fmt: skip
