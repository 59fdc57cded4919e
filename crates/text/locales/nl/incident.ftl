# Eén incident aan het bureau: wat nu, wat er gedaan kan worden, bewijs, woorden aan de klant.

inc-still-down = Nog steeds stuk
inc-green-again = Weer goed
inc-client-waits = Klant wacht op antwoord
inc-reopened = Heropend
inc-cancelled = Beëindigd
inc-client-sees = De klant ziet
inc-hand-over = Overdragen
inc-by-itself = Wat vanzelf gebeurt
inc-panel = Wat nu gedaan kan worden
inc-prevention = Preventie
inc-timeline = Tijdlijn
inc-parties = Wie doet nu wat
inc-by-matrix = Volgens de matrix “{ $matrix }”
inc-same-application = Zelfde applicatie
inc-report-in-words = in eigen woorden
inc-spoke-with = sprak met { $with }
inc-said-there = Geschreven in { $number } toen beide één waren; het gaat over een andere applicatie, dus de tekst staat daar.
inc-cause = Oorzaak
inc-solution = Oplossing
inc-action = Maatregel
inc-note = Notitie
inc-risk = Risico
inc-rollback = Hoe het wordt teruggedraaid
inc-test-plan = Hoe het wordt getest
inc-planned = Gepland
inc-because = Omdat
inc-to-client = aan de klant
inc-to = aan { $names }
inc-promised = volgend bericht { $at }
inc-reported-back = terugkoppeling
inc-client-by = klant · { $channel }
inc-finding = bevinding
inc-proposal = Voorstel { $version } aan de klant
inc-delivered = bezorgd { $at }
inc-not-delivered = Een brief aan { $to } kon niet worden bezorgd
inc-letters = verteld aan { $names }
inc-left-out = nog { $count } ertussen
inc-others = { $count ->
    [one] één ander
   *[other] { $count } anderen
}

clock-of = { $used } van { $of }
clock-of-party = { $party }: { $metric }
clock-hours = { $hours } u
clock-by = vóór { $at }
clock-at = om { $at }
clock-opens = telt weer { $at }
clock-why = Waarom
clock-none = Voor deze applicatie is niets overeengekomen, dus er lopen geen klokken.
clock-is-not-started = Nog niet
clock-is-running = Loopt
clock-is-paused = Gepauzeerd
clock-is-met = Gehaald
clock-is-missed = Gemist
clock-is-cancelled = Beëindigd
clock-is-never-due = Nooit open

holder-since = sinds { $at }
holder-offered = aangeboden aan { $to }

# Na "Nu:", in één zin.
next-step-offer = { $who } is gevraagd het te nemen; zonder antwoord vóór { $until } beslist de servicemanager.
next-step-waiting = de klant antwoordt; anders vragen we { $at } opnieuw.
next-step-awaiting = { $awaits }: { $what }.
next-step-awaiting-until = { $awaits } tot { $until }: { $what }.
next-step-deferred = wachten tot { $at }, zoals met de klant afgesproken; dan lopen de klokken verder.
next-step-application = zeg om welke applicatie het gaat.
next-step-classify = stel aard, impact en urgentie vast.
next-step-take = neem het aan, of bied het aan wie moet handelen.
next-step-unattended = het lost { $at } vanzelf op als het goed blijft en niemand ingrijpt; neem het aan als u verder wilt kijken.
next-step-investigate = bekijk het bewijs en noteer wat u vindt.
next-step-finding = vind de oorzaak, of betrek het ontwikkelteam.
next-step-cause = stel de oplossing aan de klant voor.
next-step-cause-small = zet een kleine oplossing in productie en rond het in één handeling af, of stel de oplossing aan de klant voor.
next-step-developing = het ontwikkelteam werkt een oplossing uit; stel die voor met risico, weg terug en test.
next-step-agreeing = de klant beslist over voorstel { $version }; we vragen { $at } opnieuw.
next-step-agreeing-asked = de klant beslist over voorstel { $version }.
next-step-implementing = maak de oplossing, test haar, en zet haar in productie.
next-step-rolling-out = zet het in productie en zeg welke versie.
next-step-still-red = de controle moet goed worden; dan wordt ze gevolgd en is dit vanzelf bewezen.
next-step-watch = blijft de controle goed tot { $at }, dan is de oplossing vanzelf bewezen; koppel dan terug.
next-step-watch-then = blijft de controle goed tot { $at }, dan is de oplossing bewezen en gaat de terugkoppeling vanzelf naar de klant.
next-step-verify-by-hand = zie zelf dat het werkt in productie, en koppel dan terug.
next-step-report-back = vertel de klant wat het was en hoe het is opgelost.
next-step-confirm = de klant bevestigt, of het sluit vanzelf { $at }.
next-step-confirm-and-prevention = de klant bevestigt, of de tijd daarvoor eindigt { $at }; voor het sluiten is een preventieve maatregel nodig, of een reden waarom niet.
next-step-prevention = plan een preventieve maatregel, of zeg waarom er geen nodig is; dan sluit het.
next-step-close = sluit het.
next-step-closed = niets meer; dit is klaar.
next-step-closed-reopen = niets meer; het kan tot { $until } heropend worden.
next-step-closed-follow-up = niets meer; is het terug, meld dan een vervolg.
next-step-cancelled = niets meer; het is beëindigd.

# Wat gedaan kan worden: de titel, wat het doet, de knop.
act-take = Aannemen
act-about-take = U bent aan zet en de klant hoort wie er handelt
act-do-take = Aannemen
act-offer = Overdragen
act-about-offer = Aan een partij of persoon; u houdt het tot zij het aannemen
act-do-offer = Aanbieden
act-accept = Accepteren
act-about-accept = Het is aan u of aan deze partij aangeboden
act-do-accept = Accepteren
act-refuse = Niet aannemen
act-about-refuse = Het gaat terug, met uw reden
act-do-refuse = Teruggeven
act-classify = Indelen
act-about-classify = Aard, impact en urgentie; de prioriteit volgt
act-do-classify = Opslaan
act-migrate = Andere versie
act-about-migrate = Een andere versie van de overeenkomst laten gelden, afgesproken met de klant
act-do-migrate = Laten gelden
act-application = Applicatie
act-about-application = Om welke applicatie het gaat
act-do-application = Opslaan
act-call = Gesprek noteren
act-about-call = U sprak met de klant; het telt als antwoord
act-do-call = Gesprek noteren
act-finding = Bevinding noteren
act-about-finding = Wat u vond, met het bewijs daarvoor
act-do-finding = Bevinding opslaan
act-development = Ontwikkeling betrekken
act-about-development = De tweede lijn neemt het; u vraagt precies
act-do-development = Ontwikkeling vragen
act-propose = Oplossing voorstellen
act-about-propose = De klant leest en beslist
act-do-propose = Aan de klant voorstellen
act-consent = De klant is akkoord
act-about-consent = U legt vast wat de klant u zei
act-do-consent = Akkoord vastleggen
act-decline = De klant is niet akkoord
act-about-decline = U legt vast wat de klant u zei
act-do-decline = Weigering vastleggen
act-implement = De oplossing is gemaakt
act-about-implement = Klaar voor productie
act-do-implement = Klaar voor productie
act-roll-out = In productie zetten
act-about-roll-out = Welke versie, en wat er gedaan is
act-do-roll-out = Het staat in productie
act-verify = Met de hand bewijzen
act-about-verify = Hoe u zag dat het werkt in productie
act-do-verify = Het werkt
act-solve = Opgelost
act-about-solve = Oorzaak, oplossing en terugkoppeling in één handeling
act-do-solve = Opgelost, terugkoppelen
act-confirm = De klant bevestigt
act-about-confirm = U legt vast wat de klant u zei
act-do-confirm = Bevestiging vastleggen
act-plan = Preventie plannen
act-about-plan = Zodat het niet opnieuw gebeurt
act-do-plan = Plannen
act-waive = Geen preventie nodig
act-about-waive = Met de reden
act-do-waive = Reden opslaan
act-close = Sluiten
act-about-close = Er is niets meer nodig
act-do-close = Sluiten
act-step-back = Een stap terug
act-about-step-back = Met een reden; het wordt geteld
act-do-step-back = Terug
act-hear = Antwoord van een partij noteren
act-about-hear = Wat een leverancier of team zei; het stopt de reactietijd van die partij
act-do-hear = Noteren
act-withdraw = Vraag intrekken
act-about-withdraw = De klant hoeft niet meer te antwoorden; de klokken lopen verder
act-do-withdraw = Intrekken
act-defer = Uitstellen met akkoord van de klant
act-about-defer = Herstel en oplossing staan stil tot het afgesproken moment
act-do-defer = Uitstellen
act-resume = Uitstel beëindigen
act-about-resume = De klokken lopen verder vóór het afgesproken moment
act-do-resume = Verdergaan
act-await = Zeggen waar we op wachten
act-about-await = Een leverancier, een wijzigingsvenster of eigen huis; de klokken lopen door
act-do-await = We wachten
act-go-on = Niet langer wachten
act-about-go-on = Waar we op wachtten is er, of is niet meer nodig
act-do-go-on = Verdergaan
act-follow-up = Een vervolg melden
act-about-follow-up = De tijd om te heropenen is voorbij; een nieuw incident verwijst naar dit
act-cancel = Beëindigen
act-about-cancel = Dubbel, geen incident, ingetrokken of spam
act-do-cancel = Beëindigen
act-reopen = Heropenen
act-about-reopen = Het is niet opgelost, of het is terug
act-do-reopen = Heropenen

# Een woord nadat het gedaan is.
done-say = Verzonden.
done-take = U bent nu aan zet.
done-offer = Het is aangeboden; u houdt het tot het is aangenomen.
done-accept = Geaccepteerd.
done-refuse = Teruggegeven.
done-classify = Ingedeeld.
done-migrate = De andere versie geldt.
done-application = De applicatie is vastgelegd.
done-call = Het gesprek is genoteerd.
done-finding = De bevinding is opgeslagen.
done-development = Het ontwikkelteam is gevraagd.
done-propose = Het voorstel ligt bij de klant.
done-consent = Het akkoord is vastgelegd.
done-decline = De weigering is vastgelegd.
done-implement = De oplossing mag naar productie.
done-roll-out = Het staat in productie; nu wordt het gevolgd.
done-verify = Bewezen.
done-solve = Opgelost: de terugkoppeling gaat naar de klant zodra het bewezen is.
done-confirm = De bevestiging is vastgelegd.
done-plan = De preventieve maatregel is gepland.
done-waive = De reden is opgeslagen.
done-close = Gesloten.
done-step-back = Het is een stap terug.
done-hear = Genoteerd.
done-withdraw = De vraag is ingetrokken; de klokken lopen verder.
done-defer = Uitgesteld tot het afgesproken moment.
done-resume = Het uitstel is voorbij; de klokken lopen verder.
done-await = Genoteerd waar we op wachten; de klokken lopen door.
done-go-on = We wachten niet langer.
done-cancel = Beëindigd.
done-reopen = Het is weer open.
done-new = Het incident is geopend.

refused-unreadable = Dit kon niet gelezen worden. Wat u typte staat er nog.
refused-stale = Iemand anders was eerder. Wat u typte staat er nog: bekijk wat er veranderde, en verstuur het opnieuw.
changed-title = Sinds u deze pagina opende:
changed-show = Toon het
kept-title = Wat u typte
kept-about = Het kan niet meer verstuurd worden, want het incident is verder. Kopieer wat u nodig hebt.

wrong-choice = Kies een van de mogelijkheden.
wrong-moment = Geef een datum en een tijd, zoals 2026-03-09T16:00.
wrong-date = Geef een datum, zoals 2026-03-09.

field-optional = (mag leeg)
field-why-ours = Waarom het van ons is
field-why-theirs = Waarom het van hen is
hint-why-theirs = Zij lezen dit bij het aanbod.
field-to = Aan wie
field-agreement-version = Versie
field-agreed-with = Afgesproken met
field-reason = Reden
field-nature = Aard
field-component = Onderdeel
choice-unknown-part = Niet bekend
hint-agreed-with = Wie namens de klant akkoord gaf, en hoe: Fatima, per mail van 3 maart.
hint-classify-reason = Nodig als impact of urgentie anders worden, of de prioriteit lager.
field-application = Applicatie
field-call-with = Met wie
field-call-when = Wanneer
field-call-body = Wat er gezegd is
field-finding = Wat hebt u gevonden
hint-finding = Alleen wij lezen dit.
field-evidence = Gezien in
field-is-cause = Dit is de oorzaak
field-question = Wat vraagt u
hint-question = De bevinding en het bewijs gaan mee.
field-proposal = Wat er gedaan wordt
hint-client-reads = De klant leest dit en beslist erover.
field-risk = Wat er mis kan gaan
field-rollback = Hoe het wordt teruggedraaid
field-test-plan = Hoe het wordt getest
field-planned = Wanneer
hint-planned = Leeg: zodra de klant akkoord is.
field-cause = Wat is de oorzaak
hint-cause-here = Het wordt als bevinding genoteerd.
field-consent-note = Wie akkoord ging, en hoe
hint-consent-note = Zoals: Fatima, per telefoon om 15:20.
field-decline-reason = Wat de klant zei
field-what-was-done = Wat er gedaan is
field-change = Versie of wijziging
hint-change = Zoals 2026.46, of: de pool herstart.
field-tested = Getest buiten productie
field-tested-none = Getest (er is geen testomgeving)
field-proof = Wat u zag
hint-proof = Zoals: een brood besteld en betaald, 15:52.
field-cause-client = Wat het was
field-solution-client = Hoe het is opgelost
hint-change-solve = Leeg: de oplossing zegt het.
field-solve-kind = Op welke manier
field-report-back = Terugkoppeling aan de klant
hint-report-back = Oorzaak en oplossing komen op de plaats van de woorden tussen haken.
field-prevent = Wat er gedaan wordt zodat het niet opnieuw gebeurt
hint-prevent = De klant leest dit als het sluit.
field-owner = Wie
field-due-on = Vóór wanneer
field-waive = Waarom is geen preventieve maatregel nodig
field-back-to = Naar welke stap
field-cancel-kind = Wat het is
field-reopen = Wat er niet goed is
field-is-down = De dienst is opnieuw onbereikbaar
field-party = Welke partij
field-party-said = Wat er werd gezegd
field-party-asks = Ze vroeg ons iets; haar klokken staan stil tot we haar schrijven
field-withdraw = Waarom is geen antwoord meer nodig
field-until = Tot wanneer
field-await-on = Waarop
field-await-what = Wat precies
field-await-until = Tot wanneer, als dat bekend is
hint-await-until = Dan is het wachten voorbij en wordt wie aan zet is herinnerd. Nodig voor een wijzigingsvenster.
field-go-on = Waarom, als dat een woord waard is
choice-change-window = Het wijzigingsvenster
choice-internal = Eigen huis
field-client-agreed = Wie van de klant ging akkoord, en hoe
hint-client-agreed = Bijvoorbeeld: Fatima, per telefoon om 15:40.
hint-classify-agreed = Nodig voor een lagere prioriteit: de klant had deze bepaald.
field-defer-reason = Waarom wordt het uitgesteld

solve-kind-fixed = Een oplossing in productie
solve-kind-recovered = Hersteld zonder ons toedoen
solve-kind-answered = Een vraag beantwoord of een verzoek gedaan
solve-kind-workaround = Een omweg
solve-kind-no-reply = De klant antwoordde niet meer
solve-kind-false-alarm = Vals alarm

cancel-kind-duplicate = Dubbel
cancel-kind-no-incident = Geen incident
cancel-kind-withdrawn = Ingetrokken door de klant
cancel-kind-spam = Spam

note-matrix = { $code } { $activity }: { $responsible } doet het, { $accountable } staat ervoor in. { $because }.
note-supplier = Dit onderdeel wordt geleverd door { $supplier }.
note-accept-until = Tot { $until } wordt een antwoord verwacht.
note-on-behalf = U antwoordt namens { $party }.
note-solve-watched = De terugkoppeling gaat vanzelf uit zodra de controle lang genoeg goed was.
note-solve-unwatched = Geen controle volgt dit: met deze handeling zegt u dat u het zag werken.
note-consent = Voorstel { $version }: { $solution }
note-close-prevention = Bij P1 en P2 moet eerst over preventie beslist zijn.
reason-by-matrix = Volgens de matrix is dit voor: { $party }

prevention-line = { $action } ({ $owner }, vóór { $on })
prevention-waived = Geen preventieve maatregel: { $reason }

composer-to-a-party = Een partij
composer-which-party = Welke partij
composer-snippets = Beginnen van berichten
composer-wait = Wacht op antwoord
composer-wait-tick = De klant moet eerst antwoorden; de klokken pauzeren waar dat is afgesproken
composer-ask-again = Opnieuw vragen
composer-agreed = { $at } (afgesproken)
composer-later = Later, zoals de klant akkoord vond
composer-later-when = Volgend bericht om

ev-none = Er is nog niets bewaard. Wat controles zien als iets misgaat, verschijnt hier vanzelf.
ev-from = uit { $number }
ev-all = Toon alles
ev-body = Begin van het antwoord
ev-headers = { $count ->
    [one] { $count } header
   *[other] { $count } headers
}
ev-address = Adres
ev-redirects = Doorgestuurd van
ev-size = Grootte
ev-found-at = Gevonden op
ev-certificate = Certificaat
ev-valid = tot { $until }, nog { $days } dagen
ev-certificate-soon = eindigt { $until }: nog { $days } dagen
ev-issuer = Uitgegeven door
check-ok = goed
check-warning = waarschuwing
check-critical = kritiek
check-unknown = onbekend
phase-dns = DNS
phase-connect = Verbinding
phase-tls = TLS
phase-first-byte = Eerste byte
phase-transfer = Overdracht

# Woorden aan de klant, in de taal van de klant: klaar om na te lezen, nooit vanzelf verzonden.
letter-hello = Goedendag { $name },
letter-hello-all = Goedendag,
update-name-first = Eerste woord: we zien het
update-name-progress = Voortgang
update-name-workaround = Een omweg
update-name-question = Een vraag
update-first = { $hello }

    We zien dat { $application } sinds { $since } niet goed werkt: { $summary }.
    Ik zoek het nu uit.

    { $me }
update-progress = { $hello }

    Over { $application }: wat we nu weten is …
    We werken aan …

    { $me }
update-workaround = { $hello }

    Tot { $application } weer goed werkt, kunt u dit doen: …

    { $me }
update-question = { $hello }

    Om verder te kunnen met { $application } horen we graag van u: …

    { $me }
report-cause = oorzaak
report-solution = oplossing
report-works = { $application } werkt weer goed.
report-works-since = { $application } werkt sinds { $since } weer goed.
report-back = { $hello }

    { $works }

    Wat het was: [oorzaak]
    Wat we gedaan hebben: [oplossing]

    Wilt u laten weten of het ook bij u weer werkt?

    { $me }
