# Wat er mis is met een RACI-matrix: de regel, en de bevinding als zin met de partij.

rule-e1 = Precies één partij is eindverantwoordelijk
rule-e2 = Minstens één partij is uitvoerend
rule-e3 = Een partij heeft één rol per rij
rule-e4 = Achter A en R staat een bereikbaar persoon
rule-e5 = A en R zijn dag en nacht bereikbaar waar P1 dat vraagt
rule-e6 = Het ontwikkelteam is altijd geïnformeerd
rule-e7 = De klant is geïnformeerd, en gevraagd over de oplossing
rule-e8 = Een uitvoerende leverancier is in te schakelen
rule-e9 = Elke activiteit heeft een rij
rule-w1 = Van meer uitvoerende partijen begint er één
rule-w2 = Er worden er niet te veel gevraagd
rule-w3 = Elke partij heeft een letter
rule-w4 = De eindverantwoordelijkheid hangt niet aan één persoon
rule-w5 = Wij staan in voor onze eigen leveranciers
rule-w6 = Het contract met de leverancier is snel genoeg
rule-w7 = Wie een uitrol goedkeurt heeft haar niet gemaakt

finding-nobody-accountable = Niemand is eindverantwoordelijk. Geef precies één partij een A.
finding-several-accountable = { $count } partijen zijn eindverantwoordelijk. Laat de A bij één van hen.
finding-nobody-responsible = Niemand is uitvoerend. Geef minstens één partij een R.
finding-mixed-letters = { $party } heeft { $cell }. Alleen R en A gaan samen.
finding-nobody-reachable = { $party } is A of R, maar heeft geen actieve persoon die bereikbaar is. Voeg iemand toe, of een adres.
finding-no-human = Achter { $party } staat alleen een postbus of een programma, terwijl die A of R is. Voeg iemand toe.
finding-not-round-the-clock = { $party } is A of R waar P1 dag en nacht is beloofd, maar heeft niemand op piket.
finding-client-not-round-the-clock = { $party } is A of R waar P1 dag en nacht is beloofd, maar bij de klant is niemand op piket.
finding-development-left-out = Het ontwikkelteam is vanaf stap 2 geïnformeerd. Geef het minstens een I.
finding-client-left-out = Geen partij van de klant is geïnformeerd. Geef er minstens één een I.
finding-client-not-asked = Geen partij van de klant is eindverantwoordelijk of geraadpleegd over de oplossing. Geef er één een A of een C.
finding-no-contact-route = { $party } is uitvoerend, maar kan niet worden ingeschakeld. Voeg een adres toe.
finding-no-underpinning = { $party } is onze uitvoerende leverancier, maar over tijd is niets afgesproken.
finding-no-row = Deze activiteit hoort bij de route, maar heeft geen rij.
finding-nobody-starts = Meer partijen zijn uitvoerend. Merk er één aan als eerste (R1).
finding-several-start = { $count } partijen zijn aangemerkt als eerste. Laat dat bij één van hen.
finding-many-consulted = { $count } partijen worden geraadpleegd. Meer dan drie vertraagt iedereen.
finding-blocking-consult = Een P1-incident zou wachten op advies van { $party }.
finding-no-letter = { $party } heeft in geen enkele rij een letter.
finding-one-person-accountable = { $person } is als enige eindverantwoordelijk in { $rows } van { $of } rijen. Verdeel dat.
finding-supplier-accountable = { $party } is eindverantwoordelijk, terwijl het onze eigen leverancier is.
finding-slower-than-promised-alone = { $party } herstelt { $priority } in { $supplier }; dat is meer dan de { $promised } die wij beloofden.
finding-slower-than-promised = { $party } herstelt { $priority } in { $supplier }; met onze eigen { $margin } is dat meer dan de { $promised } die wij beloofden.
finding-no-four-eyes = { $person } zou een eigen uitrol goedkeuren, terwijl vier ogen zijn gevraagd.

# Een bevinding met de rijen waarover zij gaat.
finding-in-rows = { $rows }: { $finding }
