# Bewaking: hoe het met applicaties gaat, en wat controles maten.

monitoring-none = Er is nog geen applicatie
monitoring-none-next = Applicaties en controles staan in bestanden. Schrijf er een en pas het toe.
monitoring-no-checks = Er wordt nog niets bewaakt
monitoring-strip = { $count ->
    [0] De laatste 24 uur: geen storing
    [one] De laatste 24 uur: { $count } uur met storing
   *[other] De laatste 24 uur: { $count } uur met storing
}
monitoring-open = { $count ->
    [one] { $count } open incident
   *[other] { $count } open incidenten
}
monitoring-checks = Controles
monitoring-check = Controle
monitoring-state = Toestand
monitoring-since = Sinds
monitoring-mean = Gemiddelde tijd
monitoring-application = Applicatie

check-off = uitgezet
check-soft = in twijfel
check-recovering = { $state }, herstelt
check-lasting = { $state } { $span }
check-since = sinds { $at }
check-good = Goed
check-of-results = van { $count } resultaten
check-now = Antwoordt in
check-mean = Gemiddeld
check-longest = Langste
check-measured = Laatst gemeten
check-every = elke { $time }
check-patience = Geduld
check-hard-after = { $count ->
    [one] { $count } slecht resultaat
   *[other] { $count } slechte resultaten
}
check-recover-after = { $count ->
    [one] en { $count } goed maakt er een eind aan
   *[other] en { $count } goede maken er een eind aan
}
check-history = Verloop
check-as-table = Hetzelfde als tabel
check-from = Vanaf
check-results = Resultaten
check-bad = Slecht
check-unmeasured = Niet gemeten
check-nothing = In deze tijd is niets gemeten
check-nothing-next = Kies hierboven een langere tijd, of wacht op het volgende resultaat.
check-chart = { $stretch }: het langste antwoord duurde { $longest }; storing in { $bad } van { $of } delen.
check-last-failing = Laatste slechte resultaat
check-last-good = Laatste goede resultaat
check-norms = Normen
check-norms-about = Bereiken staan er zoals bewakingsplugins ze schrijven: 10 betekent 0 tot 10, 10: betekent 10 en meer.

stretch-hours = 6 uur
stretch-day = 24 uur
stretch-week = 7 dagen
stretch-quarter = 90 dagen

norm-warning = waarschuwt buiten { $range }
norm-critical = kritiek buiten { $range }

measure-total-ms = Hele antwoord
measure-ttfb-ms = Eerste byte
measure-dns-ms = DNS
measure-connect-ms = Verbinden
measure-tls-ms = TLS
measure-transfer-ms = Overdracht
measure-size-bytes = Omvang
measure-certificate-days = Certificaat
