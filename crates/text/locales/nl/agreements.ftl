# Overeenkomsten: wat klanten is beloofd, wat teams elkaar beloven, en leveranciers ons.

agreements-places = Wat is afgesproken
agreements-none = Er is nog niets afgesproken
agreements-none-next = Zonder overeenkomst loopt er geen klok. Schrijf er een in een bestand en pas het toe.
agreements-name = Overeenkomst
agreements-kind = Soort
agreements-tier = Niveau
agreements-version = Versie
agreements-used-by = Geldt voor

agreement-kind-sla = overeenkomst met klanten
agreement-kind-ola = tussen onze teams
agreement-kind-uc = contract met leverancier
