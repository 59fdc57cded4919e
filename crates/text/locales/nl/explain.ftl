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
picture-stopped = stond stil
picture-holiday = feestdag
picture-closed = gesloten
