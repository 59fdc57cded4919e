# Eén regel van de tijdlijn voor elk soort feit, en de namen van wat feiten noemen.

actor-piket = Piket

fact-because = { $sentence }: { $reason }
fact-person-of = { $person } ({ $party })

fact-reported = { $who } meldde dit { $channel }
fact-reported-at-desk = { $who } opende dit incident
fact-reported-by-monitoring = { $who } zag een probleem: { $summary }
fact-alert-linked = Alarm sinds { $since }: { $summary }
fact-alert-recovered = De controle is weer goed sinds { $since }
fact-alert-returned = Het probleem is terug sinds { $since }
fact-classified = { $who } classificeerde: { $nature }, { $priority } (impact { $impact }, urgentie { $urgency })
fact-application-set = { $who } noteerde dat het om { $application } gaat
fact-holder-offered = { $who } vroeg { $to } om het te nemen, antwoord uiterlijk { $until }
fact-holder-accepted = { $holder } nam het aan
fact-holder-refused = { $party } nam het niet aan
fact-offer-expired = { $party } antwoordde niet op tijd
fact-step-changed = Van “{ $from }” naar “{ $to }”
fact-step-skipped = { $sentence }, overgeslagen: { $skipped }
fact-wrote-to-client = { $who } schreef aan de klant
fact-wrote-to-party = { $who } schreef aan { $party }
fact-wrote-note = { $who } schreef een interne notitie
fact-message-received = { $who } schreef { $channel }
fact-call-logged = { $who } sprak met { $with }
fact-client-told = De klant hoorde wie in actie komt: { $what }
fact-response-voided = Een bericht kwam bij niemand aan, en telt als niet verstuurd
fact-waiting-began = Nu { $pause }: { $question }
fact-waiting-began-plain = Nu { $pause }
fact-pause-of = { $pause } ({ $party })
fact-agreed-by = { $sentence } (akkoord: { $who })
fact-closing-proposed = De klant weet dat dit { $at } sluit, tenzij hij bezwaar maakt
fact-update-agreed = De klant ging akkoord met bericht uiterlijk { $until }
fact-party-engaged = Wat { $party } ons heeft beloofd, telt vanaf nu
fact-party-asked = { $party } wacht op antwoord van ons
fact-party-answered = { $who } noteerde het antwoord van { $party }
fact-waiting-ended = Niet langer { $pause }
fact-awaiting-began = Nu { $awaits }: { $what }
fact-awaiting-until = { $sentence } (tot { $until })
fact-awaiting-ended = Niet langer { $awaits }
fact-evidence-added = Bewijs bewaard: { $title }
fact-finding-recorded = { $who } vond: { $text }
fact-cause-found = { $who } vond de oorzaak: { $cause }
fact-solution-proposed = { $who } stelde een oplossing voor, versie { $version }
fact-consent-given = { $who } gaf akkoord op versie { $version }
fact-consent-refused = { $who } gaf geen akkoord op versie { $version }
fact-implemented = { $who } maakte de oplossing
fact-implemented-and-tested = { $who } maakte en testte de oplossing
fact-rolled-out = { $who } bracht { $version } in productie
fact-verification-passed = Bewezen in productie: { $proof }
fact-verification-watched = Bewezen in productie: de controle is groen sinds { $since }
fact-restored = De dienst werkt weer
fact-reported-back = { $who } koppelde terug aan de klant
fact-other-agreement = { $sentence }; voor dit onderdeel geldt een andere overeenkomst
fact-agreement-migrated = { $who } liet versie { $version } van de overeenkomst gelden vanaf de melding, afgesproken met { $with }
fact-resolution-prepared = { $who } schreef op hoe het is opgelost; dat gaat uit zodra de controle lang genoeg groen is
fact-resolved = Opgelost: { $how }
fact-resolved-unattended = Het herstelde vanzelf
fact-confirmed = { $who } bevestigde dat het is opgelost
fact-prevention-planned = { $who } plande een preventieve maatregel voor { $owner }, uiterlijk { $on }
fact-prevention-waived = { $who } besloot dat geen preventieve maatregel nodig is
fact-closed = Gesloten
fact-closed-by-silence = Gesloten: de klant maakte geen bezwaar
fact-cancelled = { $who } beëindigde het als “{ $how }”
fact-reopened = { $who } heropende het
fact-warned = { $percent }% van { $metric } is gebruikt
fact-breached = Overschreden: { $metric } liep af { $due }, terwijl { $holder } aan zet was
fact-recalculated = De uren van kalender { $calendar } zijn gewijzigd: { $moved }
fact-recalculated-zones = De regels voor tijdzones zijn gewijzigd: { $moved }
fact-recalculated-one = { $metric } loopt af { $after } in plaats van { $before }
fact-recalculated-never = nooit
fact-party-warned = { $percent }% van { $metric } van { $party } is gebruikt
fact-party-breached = { $party } haalde { $metric } niet: die liep af op { $due }
fact-promise-missed = De update die was beloofd voor { $promised } kwam niet op tijd
fact-escalated = Niemand had het genomen; { $person } is gewaarschuwd
fact-escalated-to-nobody = Niemand had het genomen, en op trede { $rung } is niemand om te waarschuwen
fact-reminded = Herinnering: { $errand }
fact-delivered = Bezorgd bij { $to }: { $about }
fact-not-delivered = Niet bezorgd bij { $to }: { $about } ({ $failure })

# Hetzelfde voor de klant.
fact-to-you-wrote = { $who } schreef u
fact-to-you-told = In actie: { $what }
fact-to-you-agreement-migrated = Vanaf de melding geldt versie { $version } van uw overeenkomst, zoals afgesproken met { $with }
fact-to-you-reported-back = { $who } liet u weten hoe het is opgelost
fact-to-you-closed-by-silence = Gesloten: wij hoorden geen bezwaar

channel-portal = in het portaal
channel-desk = aan de desk
channel-mail = per e-mail
channel-phone = per telefoon
channel-api = via de API
channel-monitoring = via de bewaking

resolution-fixed = verholpen
resolution-answered = beantwoord
resolution-recovered = hersteld zonder ons toedoen
resolution-workaround = met een omweg
resolution-no-reply = geen antwoord van de klant
resolution-false-alarm = vals alarm

cancel-duplicate = dubbel
cancel-no-incident = geen incident
cancel-withdrawn = ingetrokken
cancel-spam = spam

ticket-incident = Incident
ticket-request = Verzoek
ticket-question = Vraag

evidence-failing-result = Mislukt resultaat
evidence-last-good-result = Laatste goede resultaat
evidence-log-excerpt = Stuk uit een log
evidence-signal = Signaal
evidence-note = Notitie

# Wat langer wacht dan afgesproken.
errand-ask-again = vraag het de klant opnieuw
errand-client-silent = de klant antwoordt niet; probeer het op een andere manier
errand-follow-up-lapses = vraag na bij de leverancier van de klant, onze tijd telt weer
errand-awaited-ends = waar we op wachtten zou er nu moeten zijn; kijk of dat zo is
errand-checkpoint = kijk hier opnieuw naar, en denk aan de tweede lijn
errand-consent-reminder = het voorstel wacht nog op akkoord
errand-prevention-missing = besluit over preventie, dan kan het worden gesloten

# Wat hierna vanzelf gebeurt.
next-rung = { $at }: als niemand het neemt, wordt de volgende gewaarschuwd
next-warn = { $at }: { $percent }% van { $metric } is gebruikt
next-breach = { $at }: { $metric } loopt af
next-party-warn = { $at }: { $percent }% van { $metric } van een andere partij is gebruikt
next-party-breach = { $at }: { $metric } van een andere partij loopt af
next-propose-closing = { $at }: de klant hoort dat dit sluit, tenzij hij bezwaar maakt
next-closing-over = { $at }: gesloten zonder antwoord, als de klant geen bezwaar maakt
next-client-silent = { $at }: herinnering dat de klant niet antwoordt
next-follow-up-lapses = { $at }: onze tijd telt weer, tenzij de leverancier van de klant is nagebeld
next-awaited-ends = { $at }: waar we op wachten zou er moeten zijn
next-promise = { $at }: de beloofde update
next-offer-expires = { $at }: het aanbod vervalt
next-deferral-ends = { $at }: het afgesproken uitstel eindigt
next-ask-again = { $at }: de klant wordt opnieuw gevraagd
next-watched = { $at }: lang genoeg gevolgd, als het groen blijft
next-unattended = { $at }: vanzelf opgelost, als het groen blijft
next-checkpoint = { $at }: kijk er opnieuw naar
next-consent-reminder = { $at }: de klant wordt aan het voorstel herinnerd
next-confirmation-over = { $at }: gesloten, als de klant geen bezwaar maakt
next-prevention-missing = { $at }: herinnering om over preventie te besluiten
