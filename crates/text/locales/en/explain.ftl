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
picture-us = paused, waiting for us
picture-stopped = stood still
picture-holiday = holiday
picture-closed = closed

# What will break while nobody looks.
tonight-link = While you sleep
tonight-title = What will break while you sleep
tonight-said = { $count ->
    [0] No promise runs out from { $from } to { $until }.
    [one] One promise runs out from { $from } to { $until }, if nothing happens.
   *[other] { $count } promises run out from { $from } to { $until }, if nothing happens.
}
tonight-choose = How far ahead
tonight-hours = Next { $hours } hours
tonight-late = Already missed
tonight-from = From
tonight-to = To
tonight-show = Show
tonight-duty = On duty: { $first }.
tonight-duty-then = On duty: { $first }; then { $then }.
tonight-duty-nobody = Nobody is on duty. Name somebody in the settings of the house.
tonight-none = Sleep well
tonight-none-about = Nothing runs out in this time.
tonight-holds-nobody = Nobody has taken it
tonight-holds-on-duty = { $name } (on duty)
tonight-told = Would be told: { $names }
tonight-told-nobody = Nobody would be told
tonight-word = Promised update
tonight-offer = Offer to take it
tonight-prevents-reaction = Prevented by a first answer to the client
tonight-prevents-update = Prevented by an update to the client
tonight-prevents-next-reply = Prevented by answering the client
tonight-prevents-restore = Prevented by the service being back
tonight-prevents-resolution = Prevented by a fix that is proved and reported back
tonight-prevents-word = Kept by writing to the client
tonight-prevents-offer = Answer the offer, or it comes back
tonight-paused = Will not break: paused
tonight-paused-about = All clocks of these stand still, the longest first. They run again when the client answers or the agreed moment comes.
tonight-paused-none = Nothing is paused.
