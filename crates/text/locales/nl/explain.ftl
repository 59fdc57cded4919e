# Waarom een klok staat waar hij staat: de pagina, het plaatje en de som.

why-how = Hoe dit tot stand kwam
why-title = { $metric }: hoe dit tot stand kwam
why-where = Waar u bent
why-clocks = Klokken van dit incident
why-promises = Wat wij hebben beloofd
why-picture = In een plaatje
why-words = In woorden
why-table = Als som
why-when = Wanneer
why-what = Wat
why-counts = Telt mee
why-counts-not = Telt niet mee
why-total = Samen
why-of = van { $promised } gebruikt
why-left = { $time } over
why-late = { $time } te laat
why-breached = { $state }, te laat
why-past = Eerdere rondes van deze klok: { $met } op tijd, { $missed } te laat.

why-row-counted = open
why-row-folded = { $pauses ->
    [0] open
    [one] open, één keer gepauzeerd
   *[other] open, { $pauses } keer gepauzeerd
}
why-row-since = sinds { $from }
why-row-paused = gepauzeerd
why-row-stopped = stond stil
why-row-ahead = nog te gaan: { $spent }

picture-start = Begin
picture-now = Nu
picture-due = Uiterlijk
picture-limit = Op tijd tot
picture-promise = Update beloofd
picture-end = Gestopt
picture-run = geteld
picture-late = geteld, te laat
picture-ahead = nog te gaan
picture-client = gepauzeerd voor de klant
picture-client-party = gepauzeerd voor een leverancier van de klant
picture-deferral = gepauzeerd met akkoord
picture-us = gepauzeerd, wachten op ons
picture-stopped = stond stil
picture-holiday = feestdag
picture-closed = gesloten

# Wat misgaat terwijl niemand kijkt.
tonight-link = Terwijl u slaapt
tonight-title = Wat misgaat terwijl u slaapt
tonight-said = { $count ->
    [0] Er loopt geen belofte af van { $from } tot { $until }.
    [one] Eén belofte loopt af van { $from } tot { $until }, als er niets gebeurt.
   *[other] { $count } beloften lopen af van { $from } tot { $until }, als er niets gebeurt.
}
tonight-choose = Hoe ver vooruit
tonight-hours = Komende { $hours } uur
tonight-late = Al overschreden
tonight-from = Van
tonight-to = Tot
tonight-show = Tonen
tonight-duty = Piket: { $first }.
tonight-duty-then = Piket: { $first }; daarna { $then }.
tonight-duty-nobody = Niemand heeft piket. Noem iemand in de instellingen van het huis.
tonight-none = Slaap lekker
tonight-none-about = In deze tijd loopt niets af.
tonight-holds-nobody = Niemand heeft het opgepakt
tonight-holds-on-duty = { $name } (piket)
tonight-told = Krijgt bericht: { $names }
tonight-told-nobody = Niemand krijgt bericht
tonight-word = Beloofde update
tonight-offer = Aangeboden om op te pakken
tonight-prevents-reaction = Te voorkomen met een eerste antwoord aan de klant
tonight-prevents-update = Te voorkomen met een bericht aan de klant
tonight-prevents-next-reply = Te voorkomen met een antwoord aan de klant
tonight-prevents-restore = Te voorkomen als de dienst weer werkt
tonight-prevents-resolution = Te voorkomen met een oplossing die is bewezen en teruggekoppeld
tonight-prevents-word = Nagekomen met een bericht aan de klant
tonight-prevents-offer = Beantwoord het aanbod, anders komt het terug
tonight-paused = Gaat niet mis: gepauzeerd
tonight-paused-about = Alle klokken hiervan staan stil, de langste eerst. Ze lopen weer als de klant antwoordt of het afgesproken moment er is.
tonight-paused-none = Er is niets gepauzeerd.
