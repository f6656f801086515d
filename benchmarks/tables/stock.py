"""Homes, addresses, complexes, areas and links as landlords, registers and the statistics office write them."""

from __future__ import annotations

from benchmarks.tables.making import table

STOCK = (
    table("bezit/woningbezit.csv", "homes", """
        VHE | home_id | nr #
        Complexcode | complex | of 0101,0102,0203
        Straatnaam | street | street
        Huisnummer | number | house
        Toevoeging | addition | addition ?70
        Postcode | postcode | postcode
        Plaats | town | town
        Bouwjaar | - | number 1955 2015
        Datum in exploitatie | in_stock_from | moment %d-%m-%Y
        Datum uit exploitatie | in_stock_until | later %d-%m-%Y ?80
        Netto huur | - | number 400 900 ,
        Energielabel | - | of A,B,C,D
    """),
    table("bezit/eenheden 2024-01.csv", "homes", """
        Eenheidnummer | home_id | nr E#
        Type eenheid | - | of Woning,Garage,Bedrijfsruimte
        Adres | street | address
        PC | postcode | postcode
        Woonplaats | town | town
        Wijk | - | of Noord,Zuid
        Aantal kamers | - | number 1 6
        WOZ-waarde | - | number 120000 300000
    """),
    table("vera/eenheden.csv", "homes", """
        eenheid_id | home_id | nr VHE#
        cluster_id | complex | of CL01,CL02
        postcode | postcode | postcode
        huisnummer | number | house
        huisnummertoevoeging | addition | addition ?80
        straatnaam | street | street
        woonplaats | town | town
        bag_id | - | nr 188301000000#
        in_exploitatie | in_stock_from | moment %Y-%m-%d
        uit_exploitatie | in_stock_until | later %Y-%m-%d ?90
    """, delimiter=","),
    table("woningen/ogelijst.csv", "homes", """
        OGE-nummer | home_id | nr 10#
        Complexnr | complex | of 12,14,40
        X | x | rdx
        Y | y | rdy
        Huurprijs | - | number 300 800 ,
    """),
    table("bag/nummeraanduidingen.csv", "addresses", """
        identificatie | address_id | nr 188320000001#
        openbareruimtenaam | street | street
        huisnummer | number | house
        huisletter | letter | addition ?80
        huisnummertoevoeging | addition | addition ?80
        postcode | postcode | postcode
        woonplaatsnaam | town | town
        x | x | rdx
        y | y | rdy
    """),
    table("bag/adressen_geocode.csv", "addresses", """
        nummeraanduiding_id | address_id | nr 188320000002#
        straat | street | street
        nummer | number | house
        postcode | postcode | postcode
        plaats | town | town
        longitude | x | lon
        latitude | y | lat
        gebruiksdoel | - | of woonfunctie,winkelfunctie
    """, delimiter=","),
    table("grenzen/buurten_2024.geojson", "areas", """
        buurtcode | code | code bu 1883
        buurtnaam | name | name Buurt
        wijkcode | parent_code | code wk 1883 3
        gemeentecode | grandparent_code | always GM1883
        gemeentenaam | grandparent_name | always Waterkant
        water | - | of JA,NEE
        aantal_inwoners | - | number 0 4000
    """, rows=12),
    table("grenzen/wijken_2014.geojson", "areas", """
        WK_CODE | code | code wk 1883
        WK_NAAM | name | name Wijk
        GM_CODE | parent_code | always GM1883
        GM_NAAM | parent_name | always Waterkant
        AANT_INW | - | number 0 9000
    """, rows=10),
    table("grenzen/gemeenten.geojson", "areas", """
        statcode | code | in_turn GM1883,GM0935,GM0899
        statnaam | name | name Gemeente
        jrstatcode | - | in_turn 2024GM1883,2024GM0935,2024GM0899
        rubriek | level | always gemeente
    """, rows=3),
    table("amsterdam/gebieden_buurten.geojson", "areas", """
        identificatie | - | nr 036300000#
        code | code | in_turn AA01,AA02,AB01,AB02
        naam | name | name Buurt
        cbs_code | - | in_turn BU0363AA01,BU0363AA02,BU0363AB01,BU0363AB02
        ligtInWijk | - | in_turn AA,AA,AB,AB
    """, rows=4),
    table("council/neighbourhoods.geojson", "areas", """
        OBJECTID | - | rank
        NAME | name | name Council
        NC_ID | code | nr #
        DWEBSITE | - | always http://site.example
        Shape_Area | - | number 1000 90000 .
    """, rows=8),
    table("complexen/complexgrenzen.geojson", "areas", """
        complexcode | code | nr C#
        complexnaam | name | name Complex
        bouwjaar | - | number 1950 2010
    """, rows=6),
    table("herindeling/wijzigingen_buurten.csv", "area_links", """
        oude code | from_area | code bu 1883
        nieuwe code | to_area | code bu 1884
        reden | reason | of recode,boundary_change
        aandeel | share | number 0 1 .
    """),
    table("cbs/hernummering 2019-2020.csv", "area_links", """
        Buurtcode 2019 | from_area | code bu 1883
        Buurtcode 2020 | to_area | code bu 0994
    """),
    table("aandacht/aandachtsgebieden.csv", "focus_areas", """
        Code | code | of A1,A2,A3
        Naam aandachtsgebied | name | of Rond het plein,Noordrand,Stationsbuurt
        Straat | street | street
        Plaats | town | town
    """, rows=12),
)  # fmt: skip
