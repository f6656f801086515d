"""Tables on which nothing is tuned: what somebody else's system might send. When one becomes known, write another."""

from __future__ import annotations

from benchmarks.tables.making import table

HELD_OUT = (
    table("zaaksysteem/overlast_export_q3.csv", "complaint", """
        zaak_id | source_id | nr 2023-OV-#
        datum_aangemaakt | registered_at | moment %Y-%m-%d %H:%M:%S
        datum_afgerond | closed_at | later %Y-%m-%d %H:%M:%S ?35
        overlasttype | category | of hinder geluid,verwaarlozing,intimidatie
        behandelend_team | - | of wijkteam,handhaving
        intake_via | channel | of webformulier,balie,bellen
        straat | street | street
        huisnummer | number | house
        pc6 | postcode | postcode
        bewoner_naam | - | person
    """, delimiter=","),
    table("nyc/NYPD_calls_for_service.csv", "incident", """
        CAD_EVNT_ID | source_id | nr 90#
        INCIDENT_DATE | occurred_at | moment %m/%d/%Y
        INCIDENT_TIME | occurred_at | moment %H:%M:%S
        NYPD_PCT_CD | - | number 1 120
        TYP_DESC | category | of ALARMS,DISPUTE,INVESTIGATE
        Latitude | y | north
        Longitude | x | west
    """, delimiter=","),
    table("toezicht/rondes toezichthouders.csv", "observation", """
        Ronde nr | source_id | nr RT#
        Datum en tijd | occurred_at | moment %d-%m-%Y %H:%M
        Aangetroffen | category | of losse troep,kapot hek,hangplek
        Straatnaam | street | street
        Nr | number | house
        Gebouw | - | of A,B,C
    """),
    table("itris/VHE_STAM.csv", "homes", """
        VHE_NR | home_id | nr #
        CLUSTER | complex | of C1,C2,C9
        ADRES_STRAAT | street | street
        ADRES_HUISNR | number | house
        ADRES_TOEV | addition | addition ?75
        ADRES_POSTCODE | postcode | postcode
        ADRES_PLAATS | town | town
        DATUM_IN_EXPL | in_stock_from | moment %Y%m%d
        DATUM_UIT_EXPL | in_stock_until | later %Y%m%d ?85
        PUNTEN | - | number 90 180
    """),
    table("opendata/wijkmonitor_cijfers.csv", "indicators", """
        Wijkcode | area_code | code wk 0772
        Wijknaam | - | name Wijk
        Jaar | vintage | always 2021
        Sociale cohesie (0-10) | value:Sociale cohesie (0-10) | number 4 8 ,
        Woningen | value:Woningen | number 300 4000
        Bijstand per 1.000 | value:Bijstand per 1.000 | number 10 90 ,
    """, rows=14),
    table("kadaster/adressenlijst_wijk.csv", "addresses", """
        BAG nummeraanduiding | address_id | nr 077220000003#
        Straatnaam | street | street
        Huisnummer | number | house
        Postcode | postcode | postcode
        Plaats | town | town
        RD x | x | rdx
        RD y | y | rdy
    """),
    table("inkoop/facturen 2024.csv", None, """
        Factuurnummer | - | nr F#
        Factuurdatum | - | moment %d-%m-%Y
        Leverancier | - | of Jansen BV,Groen en Co
        Bedrag | - | number 100 9000 ,
        Status | - | of betaald,open
    """),
    table("gent/meldingen_en_vragen.csv", "complaint", """
        Dossiernummer | source_id | nr GT-#
        Datum van ontvangst | registered_at | moment %d/%m/%Y
        Afgehandeld op | closed_at | later %d/%m/%Y ?30
        Thema | category | of Sluikstort,Groen,Verkeer
        Straatnaam | street | street
        Huisnr | number | house
        Gemeente | town | of Gent,Aalst
        Kanaal | channel | of Balie,Website
    """),
    table("thuiszorg/huisbezoeken.csv", None, """
        Bezoeknummer | - | nr B#
        Datum bezoek | - | moment %d-%m-%Y
        Adres | - | address
        Wijkverpleegkundige | - | person
        Duur | - | number 10 90
    """),
    table("monitor/veiligheidsmonitor 2021.csv", "surveys", """
        gebied_code | area_code | code wk 0518
        meting | wave | always 2021
        vraagtekst | question | always Voelt u zich weleens onveilig?
        gemiddelde | mean | number 1 5 ,
        n | n | number 40 300
    """, rows=18),
)  # fmt: skip
