# Why a clock stands where it stands: the page, the picture and the sum.

why-how = How this came about
why-title = { $metric }: how it came about
why-where = Where you are
why-clocks = Clocks of this incident
why-promises = What we promised
why-picture = In a picture
why-words = In words
why-table = As a sum
why-when = When
why-what = What
why-counts = Counts
why-counts-not = Does not count
why-total = Together
why-of = of { $promised } used
why-left = { $time } left
why-late = { $time } too late
why-breached = { $state }, too late
why-past = Earlier rounds of this clock: { $met } in time, { $missed } too late.

why-row-counted = open
why-row-folded = { $pauses ->
    [0] open
    [one] open, paused once
   *[other] open, paused { $pauses } times
}
why-row-since = since { $from }
why-row-paused = paused
why-row-stopped = stood still
why-row-ahead = still to come: { $spent }

picture-start = Start
picture-now = Now
picture-due = Due
picture-limit = In time until
picture-promise = Update promised
picture-end = Ended
picture-run = counted
picture-late = counted, too late
picture-ahead = still to come
picture-client = paused for the client
picture-client-party = paused for a supplier of the client
picture-deferral = paused by consent
picture-stopped = stood still
picture-holiday = holiday
picture-closed = closed
