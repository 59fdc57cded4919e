# Het kader van brieven, en hoe brieven op de tijdlijn heten.

mail-open-desk = Open het incident
mail-open-portal = Open in het portaal
mail-open-consent = Lees en beslis
mail-open-confirm = Bevestig of reageer
mail-answer-by-mail = Laat bij uw antwoord het nummer in het onderwerp staan.

mail-number = Incident
mail-number-client = Uw nummer
mail-client = Klant
mail-application = Applicatie
mail-priority = Prioriteit
mail-holder = Aan zet
mail-holder-client = Wie in actie is
mail-reported = Gemeld

mail-why-r = U krijgt dit omdat u uitvoerend bent voor wat nu komt.
mail-why-a = U krijgt dit omdat u hier eindverantwoordelijk voor bent.
mail-why-c = U krijgt dit omdat u om advies wordt gevraagd.
mail-why-i = U krijgt dit omdat u op de hoogte wordt gehouden.
mail-why-client = U krijgt dit omdat u contactpersoon bent van { $client }.
mail-why-supplier = U krijgt dit omdat u een onderdeel van deze applicatie levert.
mail-why-account = U krijgt dit omdat een account met dit adres wordt gebruikt bij { $house }.
mail-times = Alle tijden zijn in de zone { $zone }.

mail-recovered-by-itself = Het herstelde vanzelf.
mail-no-answer = We hebben geen antwoord van u ontvangen.

# Waarover een brief ging.
about-received = bevestiging van de melding
about-asked = vraag om het te nemen
about-nobody-took = niemand heeft het genomen
about-offered = aanbod om het te nemen
about-not-taken = een aanbod is niet aangenomen
about-informed = nieuws
about-moved = nieuwe stap
about-message = bericht
about-client-wrote = bericht van de klant
about-consent-asked = vraag om akkoord
about-consented = akkoord gegeven
about-consent-refused = akkoord geweigerd
about-confirm-asked = terugkoppeling
about-closed = gesloten
about-cancelled = beëindigd
about-reopened = heropend
about-warning = waarschuwing over tijd
about-breach = een tijd is overschreden
about-promise-missed = een beloofde update kwam niet
about-response-voided = een bericht bereikte niemand
about-closing-proposed = vraag of het gesloten mag worden
about-reminder = herinnering
about-correction-asked = verzoek een correctie goed te keuren
about-correction-decided = besluit over een correctie
about-merged-into = samengevoegd
about-merge-undone = samenvoeging teruggedraaid

mail-open-account-reset-password = Kies een nieuw wachtwoord
mail-open-account-invitation = Kies een wachtwoord
mail-open-account-welcome-admin = Kies een wachtwoord
