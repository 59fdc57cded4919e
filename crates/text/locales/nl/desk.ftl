# Mijn bureau, de wachtrij, zoeken, en met de hand een incident openen.

# Stations van de route: kort, ze staan naast elkaar.
station-reported = Gemeld
station-assigning = Wie?
station-investigating = Onderzoek
station-developing = Ontwikkelen
station-agreeing = Akkoord
station-rolling-out = Uitrol
station-verifying = Controle
station-resolved = Opgelost
station-closed = Gesloten
station-cancelled = Beëindigd
station-since = sinds { $time }
station-about = ≈ { $time }
station-by = tot { $time }
station-skipped = n.v.t.
station-of = Stap { $number } van { $of }: { $step }

queue-open = { $count } open
queue-new = Nieuw
queue-search = Zoek incidenten, klanten, applicaties
queue-views = Weergaven
queue-empty = Niets hier
queue-empty-about = Geen incident past bij deze weergave.
queue-all = Toon alle open incidenten
queue-pages = Pagina's
queue-first = Eerste pagina
queue-next = Volgende pagina

view-all = Alle
view-mine = Van mij
view-unassigned = Van niemand
view-due = Bijna tijd
view-answer = Te beantwoorden
view-breached = Overschreden
view-waiting = Wacht op de klant
view-paused = Gepauzeerd
view-never-due = Nooit af te lopen
view-running = Loopt
view-closed = Gesloten

filter-client = Elke klant
filter-application = Elke applicatie
filter-step = Elke stap
filter-priority = Elke prioriteit
filter-waiting = Waar ook op gewacht wordt
filter-do = Filteren
filter-none = Zonder filters

group-now = Heeft u nu nodig
group-today = Vandaag
group-later = Later
group-never-due = Loopt nooit af: kijk naar de afspraak
group-paused = Gepauzeerd
group-no-clock = Zonder klok
group-over = Gesloten

row-to-answer = Te beantwoorden
waits-on-client = Wacht op de klant
waits-on-supplier = Wacht op een leverancier
waits-on-client-party = Wacht op de leverancier van de klant
waits-on-change-window = Wacht op het wijzigingsvenster
waits-on-internal = Wacht op eigen huis
waits-on-agreed-deferral = Gepland
row-paused = gepauzeerd

row-paused-since = sinds { $at }
row-never-due = loopt nooit af

need-offer = Aan u aangeboden, antwoord vóór { $until }
need-answer = De klant wacht op antwoord
need-late = { $metric } is te laat
need-due = { $metric } loopt bijna af
need-promise = U beloofde een bericht om { $at }
need-approved = Akkoord: maak de oplossing
need-refused = Geen akkoord: stel iets anders voor
need-prevention = Beslis over preventie
need-report-back = Bewezen: koppel terug

home-needs = Heeft u nu nodig
home-mine = Van u
home-also-mine = Ook van u
home-nobodys = Van niemand
home-nobodys-none = Alles is in iemands handen.
home-troubles = Controles met problemen
home-troubles-none = Alle controles zijn goed.
home-nothing = Niets heeft u nu nodig
home-nothing-about = Nieuwe aanbiedingen, antwoorden en termijnen verschijnen hier vanzelf.
home-all = Toon alles

search-title = Zoeken
search-words = Een nummer, of woorden uit een incident, een klant, een applicatie
search-nothing = Niets past bij “{ $q }”
search-nothing-about = Probeer minder of andere woorden, of een nummer zoals INC-1042.
search-clients = Klanten
search-applications = Applicaties
search-applications-of = { $count ->
    [one] { $count } applicatie
   *[other] { $count } applicaties
}

new-title = Nieuw incident
new-about = Voor een beller of een vermoeden. Twee velden zijn genoeg; de rest kan later.
new-follow-up-title = Een vervolg op { $number } melden
new-follow-up-about = De tijd om { $number } te heropenen is voorbij. Het nieuwe incident verwijst ernaar, en beide tonen elkaar.
new-whose = Applicatie
new-application-unknown = Nog niet bekend
new-caller = Wie belde
new-nobody-called = Niemand: ik zag het zelf
new-caller-hint = Zonder applicatie zegt dit van wie het is.
new-summary = Wat is er aan de hand, in één regel
new-summary-hint = De klant leest dit ook.
new-summary-missing = Zeg in één regel wat er aan de hand is.
new-whose-missing = Kies de applicatie, of wie belde: een van beide zegt van wie het is.
new-details = In de woorden van de beller
new-nature = Wat voor probleem
new-classify-later = Later indelen
new-channel = Hoe het binnenkwam
new-received = Wanneer het kwam
new-received-hint = Wanneer het gesprek begon of de mail er was. Leeg is nu.
new-received-wrong = Wanneer het kwam is geen moment dat bestaat.
new-channel-phone = Per telefoon
new-channel-mail = Per mail
new-channel-desk = Ik zag het zelf
new-do = Incident openen
