# Woorden van het raamwerk om elke pagina en van de gedeelde onderdelen.

# Korte woorden voor dagen, uren, minuten en seconden, in deze volgorde.
common-units = d u m s
common-skip = Naar de inhoud
common-live = live
common-live-lost = De verbinding is weg. We blijven het proberen; wat u typt blijft bewaard.
common-priority = Prioriteit
common-nobody = Nog niemand
common-step-done = gedaan
common-close = Sluiten
common-cancel = Annuleren

desk-rail = Hoofdmenu
desk-home = Mijn bureau
desk-incidents = Incidenten
desk-monitoring = Bewaking
desk-clients = Klanten
desk-agreements = Afspraken
desk-people = Mensen
desk-account = Account
desk-on-duty = dienst
desk-preferences = Voorkeuren
desk-theme = Wissel licht of donker
desk-theme-auto = Zoals het systeem
desk-theme-light = Licht
desk-theme-dark = Donker
desk-sign-out = Afmelden

incident-progress = Voortgang
incident-next = Hierna:
incident-holder = Houder

clock-left = over
clock-late = te laat

scope-internal = Interne notitie
scope-party = Met

entry-quoted = Toon geciteerde tekst

evidence-title = Bewijs

composer-who-sees = Wie ziet dit
composer-to-client = Antwoord aan
composer-to-party = Vraag aan
composer-client-sees = De klant ziet dit
composer-party-sees = Alleen deze partij en wij zien dit
composer-internal-sees = Alleen wij zien dit
composer-text = Bericht
composer-placeholder = Schrijf een bericht
composer-recipients = Ontvangers
composer-promise = Beloof bericht om
composer-promise-when = Volgend bericht
composer-send = Verstuur
composer-save-note = Bewaar notitie
composer-draft-kept = Concept bewaard

keys-title = Toetsen
keys-search = Zoeken
keys-palette = Opdrachten
keys-list = Omlaag en omhoog in een lijst
keys-open = Openen
keys-reply = Antwoorden
keys-note = Interne notitie
keys-take = Oppakken
keys-hand-over = Overdragen
keys-send = Versturen wat u schreef
keys-this-list = Deze lijst
keys-off = Losse toetsen uitzetten in deze browser

palette-placeholder = Waarheen, of wat te doen
palette-search = Zoek naar

confirm-title = Weet u het zeker
confirm-name = Typ de naam om door te gaan
confirm-yes = Ja, ga door

portal-nav = Hoofdmenu
portal-applications = Applicaties
portal-incidents = Incidenten
portal-report = Iets melden
portal-times-in = Tijden in
