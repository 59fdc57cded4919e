# Monitoring: how applications are, and what checks measured.

monitoring-none = There is no application yet
monitoring-none-next = Applications and checks are described in files. Write one and apply it.
monitoring-no-checks = Nothing is watched yet
monitoring-strip = { $count ->
    [0] The last 24 hours: no trouble
    [one] The last 24 hours: { $count } hour with trouble
   *[other] The last 24 hours: { $count } hours with trouble
}
monitoring-open = { $count ->
    [one] { $count } open incident
   *[other] { $count } open incidents
}
monitoring-checks = Checks
monitoring-check = Check
monitoring-state = State
monitoring-since = Since
monitoring-mean = Mean time
monitoring-application = Application

check-off = switched off
check-soft = in doubt
check-recovering = { $state }, recovering
check-lasting = { $state } { $span }
check-since = since { $at }
check-good = Good
check-of-results = of { $count } results
check-now = Answers in
check-mean = Mean
check-longest = Longest
check-measured = Last measured
check-every = every { $time }
check-patience = Patience
check-hard-after = { $count ->
    [one] { $count } bad result
   *[other] { $count } bad results
}
check-recover-after = { $count ->
    [one] and { $count } good one ends it
   *[other] and { $count } good ones end it
}
check-history = History
check-as-table = The same as a table
check-from = From
check-results = Results
check-bad = Bad
check-unmeasured = Not measured
check-nothing = Nothing was measured in this time
check-nothing-next = Choose a longer stretch above, or wait for the next result.
check-chart = { $stretch }: the longest answer took { $longest }; trouble in { $bad } of { $of } parts.
check-last-failing = Last failing result
check-last-good = Last good result
check-norms = Norms
check-norms-about = Ranges are written as monitoring plugins write them: 10 means 0 to 10, 10: means 10 and more.

stretch-hours = 6 hours
stretch-day = 24 hours
stretch-week = 7 days
stretch-quarter = 90 days

norm-warning = warns outside { $range }
norm-critical = critical outside { $range }

measure-total-ms = Whole answer
measure-ttfb-ms = First byte
measure-dns-ms = DNS
measure-connect-ms = Connect
measure-tls-ms = TLS
measure-transfer-ms = Transfer
measure-size-bytes = Size
measure-certificate-days = Certificate
