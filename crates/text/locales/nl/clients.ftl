# Klanten en applicaties: wat er is afgesproken, wie wat doet, welke weg een incident gaat.

language-en = Engels
language-nl = Nederlands

# Hoe het ermee staat, volgens de controles.
condition-ok = goed
condition-warn = waarschuwing
condition-bad = storing
condition-none = niet gemeten

clients-where = Waar u bent
clients-client = Klant
clients-state = Toestand
clients-applications = Applicaties
clients-open = Open
clients-none = Er is nog geen klant
clients-none-next = Klanten, hun applicaties en overeenkomsten staan in bestanden. Schrijf er een en pas het toe.
clients-language = Wordt aangeschreven in het { $language }.
clients-new-incident = Nieuw incident
clients-open-incidents = Open incidenten
clients-closed-incidents = Gesloten incidenten
clients-none-open = Er staat niets open voor deze klant.
clients-no-applications = Deze klant heeft nog geen applicatie
clients-no-applications-next = Beschrijf er een in een bestand en pas het toe, dan tellen controles en overeenkomsten mee.
clients-people = Mensen
clients-no-people = Van deze klant is niemand bekend
clients-no-people-next = Zonder contactpersoon hoort niemand van een incident. Een beheerder kan mensen toevoegen.
clients-name = Naam
clients-parties = Staat voor
clients-reach = Bereikbaar
clients-language-short = Taal
clients-left = vertrokken
clients-on-this-page = Op deze pagina
clients-agreement = Overeenkomst
clients-version = versie { $version }
clients-no-agreement = Er is niets afgesproken
clients-no-agreement-next = Zonder overeenkomst zijn er geen klokken. Noem er een in het bestand van de applicatie.
clients-matrix = Wie doet wat
clients-route = Route
clients-parts = Onderdelen en leveranciers
clients-no-parts = De applicatie wordt als geheel beheerd; er zijn geen onderdelen beschreven.
clients-ours = van ons
clients-supplier-reacts = antwoordt binnen { $time }
clients-supplier-restores = herstelt binnen { $time }
clients-checks = Controles
clients-no-checks = Er wordt niets bewaakt
clients-no-checks-next = Beschrijf een controle in een bestand en pas het toe, dan is een storing gezien voordat de klant belt.
clients-no-incidents = Met deze applicatie was er nog geen incident.

hours-title = Servicevenster
hours-always = dag en nacht
hours-days = { $first } t/m { $last }
hours-holidays = Gesloten op feestdagen; de volgende is { $next }. Zone { $zone }.
hours-no-holidays = Feestdagen tellen als gewone dagen. Zone { $zone }.

agreed-also = Verder afgesproken
agreed-pause = Wachten op de klant zet de klokken stil bij { $priorities }.
agreed-no-pause = Wachten op de klant zet de klokken nooit stil.
agreed-fixes = Herstarten of terugdraaien mag zonder akkoord vooraf.
agreed-no-fixes = Elke oplossing vraagt vooraf akkoord.
agreed-workaround = Een omweg mag een incident oplossen.
agreed-reopen = { $days ->
    [one] Een incident kan binnen { $days } werkdag opnieuw worden geopend.
   *[other] Een incident kan binnen { $days } werkdagen opnieuw worden geopend.
}
agreed-warn = Wij worden gewaarschuwd bij { $percents } van een norm.

raci-about = zoals het telt voor de plek die hieronder is gekozen
raci-component = Onderdeel
raci-nature = Soort storing
raci-any-component = Elk onderdeel
raci-any-nature = Elke soort
raci-show = Toon
raci-try = Uitproberen
raci-activity = Activiteit
raci-source = Uit matrix
raci-none = Hier telt geen matrix
raci-none-next = Zonder matrix wordt er niemand vanzelf gevraagd. Beschrijf er een in een bestand en pas het toe.
raci-findings = Het bekijken waard
raci-first = { $words }, begint
raci-blocking = { $words }, moet eerst antwoorden
raci-passed-over = niet in { $names }
raci-no-supplier = geen leverancier hier, dus van ons
raci-level-component-and-nature = voor dit onderdeel en deze soort storing
raci-level-component = voor dit onderdeel
raci-level-nature = voor deze soort storing
raci-level-application = voor deze applicatie
raci-level-client = voor deze klant
raci-level-organisation = voor alles

path-step = Stap
path-client = De klant leest
path-who = Bij
path-by-itself = Vanzelf
path-accept = wie gevraagd is antwoordt binnen { $time }
path-checkpoint = na { $time }: denk aan de tweede lijn
path-consent = herinnering na { $time } zonder antwoord
path-watch = { $count ->
    [one] { $time } groen en ten minste één resultaat
   *[other] { $time } groen en ten minste { $count } resultaten
}
path-confirm = { $days ->
    [one] gesloten na { $days } werkdag zonder bezwaar
   *[other] gesloten na { $days } werkdagen zonder bezwaar
}
