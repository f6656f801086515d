"""Figures, surveys and scores per area as statistics offices, municipalities and landlords write them."""

from __future__ import annotations

from benchmarks.tables.making import table

FIGURES = (
    table("cbs/kerncijfers_wijken_en_buurten.csv", "indicators", """
        WijkenEnBuurten | area_code | code bu 1883 9
        Perioden | vintage | always 2023JJ00
        AantalInwoners_5 | value:AantalInwoners_5 | number 10 5000
        HuishoudensTotaal_28 | value:HuishoudensTotaal_28 | number 5 2500
        GemiddeldeWOZWaarde_35 | value:GemiddeldeWOZWaarde_35 | number 120 400
    """, rows=9),
    table("cbs/kwb-2023.csv", "indicators", """
        gwb_code_10 | area_code | code bu 1883
        gwb_code_8 | - | nr 188300#
        regio | - | name Buurt
        gm_naam | - | always Waterkant
        recs | - | of Buurt,Wijk
        a_inw | value:a_inw | number 10 5000
        a_man | value:a_man | number 10 2500
        g_woz | value:g_woz | number 110 410 ,
    """),
    table("rivm/gezondheid per buurt.csv", "indicators", """
        RegioS | area_code | code bu 1883
        Perioden | vintage | always 2020
        ErvarenGezondheid | value:ErvarenGezondheid | number 50 90 .
        Eenzaam | value:Eenzaam | number 20 60 .
    """),
    table("leefbaarometer/scores_buurt.csv", "indicators", """
        bu_code | area_code | code bu 1883
        jaar | vintage | always 2022
        lbm | value:lbm | number 3 5 .
        afw_won | value:afw_won | number -1 1 .
        afw_vrz | value:afw_vrz | number -1 1 .
    """, delimiter=","),
    table("statistiek/indicatoren_lang.csv", "indicators", """
        gebiedcode | area_code | code bu 1883
        jaar | vintage | always 2021
        indicator | name | always inwoners
        waarde | value | number 10 900
    """, rows=20),
    table("statistiek/inwoners per jaar.csv", "indicators", """
        Buurtcode | area_code | code bu 1883
        Buurtnaam | - | name Buurt
        Onderwerp | name | always Inwoners
        2021 | value | number 10 900
        2022 | value | number 10 900
        2023 | value | number 10 900
    """, rows=20),
    table("wijkcijfers/wk_jaar.csv", "indicators", """
        wk_code | area_code | code wk 1883
        jaar | vintage | always 2023
        werkloosheid | value:werkloosheid | number 2 12 ,
        uitkeringen | value:uitkeringen | number 5 90
    """, rows=15),
    table("enquete/bewonersonderzoek 2023.csv", "surveys", """
        buurtcode | area_code | code bu 1883
        meting | wave | always 2023
        vraag | question | always Tevreden met de buurt
        gemiddelde | mean | number 5 9 ,
        respondenten | n | number 12 90
        standaarddeviatie | sd | number 1 3 ,
    """),
    table("huurders/enquete_wijken.csv", "surveys", """
        Wijkcode | area_code | code wk 1883
        Peiling | wave | always voorjaar 2024
        Stelling | question | always Ik voel me veilig
        Score | mean | number 5 9 .
        Aantal respondenten | n | number 12 90
    """, rows=20),
    table("beheer/schouwcijfers.csv", "staff_scores", """
        Buurtcode | area_code | code bu 1883
        Maand | month | always 2024-01
        Team | team | of Noord,Zuid
        Onderdeel | aspect | always schoon
        Cijfer | score | number 4 9 ,
    """),
    table("teams/rapportcijfers gebied.csv", "staff_scores", """
        gebied | area_code | code bu 1883
        periode | month | always 01-03-2024
        aspect | aspect | always clean
        score | score | number 4 9
    """),
    table("financien/huurachterstand.csv", None, """
        Debiteur | - | nr D#
        Saldo | - | number 0 900 ,
        Vervaldatum | - | moment %d-%m-%Y
    """),
    table("hr/rooster.csv", None, """
        Medewerker | - | person
        Uren | - | number 8 36
        Afdeling | - | of Beheer,Verhuur
    """),
    table("codes/vera_codelijst.csv", None, """
        Soort | - | of ZAAKTYPE,STATUS
        Code | - | nr X#
        Naam | - | name Code
        Omschrijving | - | prose
        Begindatum | - | moment %Y-%m-%d
    """),
)  # fmt: skip
