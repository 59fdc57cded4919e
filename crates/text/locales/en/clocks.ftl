# Clocks: what is promised, where a clock stands, and why.

metric-reaction = Reaction
metric-update = Update
metric-next-reply = Next reply
metric-restore = Restore
metric-resolution = Resolution

# The same within a sentence.
metric-in-reaction = the reaction time
metric-in-update = the time between updates
metric-in-next-reply = the time to answer a message
metric-in-restore = the restore time
metric-in-resolution = the resolution time

metric-about-reaction = From the report to the first answer by a person.
metric-about-update = From one message to the client to the next.
metric-about-next-reply = From the oldest message of the client without an answer to that answer.
metric-about-restore = From the report until the service is back.
metric-about-resolution = From the report until the fix is proved in production and reported back.

clock-state-not-started = not started
clock-state-running = running
clock-state-paused = paused
clock-state-met = met
clock-state-missed = missed
clock-state-cancelled = ended
clock-state-never-due = no opening hours

tier-gold = Gold
tier-silver = Silver
tier-bronze = Bronze

pause-client = waiting for the client
pause-client-party = waiting for the client's supplier
pause-agreed-deferral = deferred with the client's consent
pause-us = waiting for us
# What we wait for while the clocks go on.
awaits-supplier = waiting for { $party }
awaits-change-window = waiting for the change window
awaits-internal = waiting for something in our own house
# The same for the client.
pause-to-you-client = waiting for you
pause-to-you-client-party = waiting for your supplier
pause-to-you-agreed-deferral = deferred with your consent
pause-to-you-us = waiting for us

# Why a clock stands where it stands, line by line.
clock-line-not-started = Not started yet; { $promised } promised
clock-line-started = Started { $at } { $cause }; { $promised } promised for { $priority }
clock-line-agreed = By the agreement { $agreement }, version { $version }
clock-line-agreed-later = By the agreement { $agreement }, version { $version }: known since { $at }, it holds from the start
clock-line-voided = The answer of { $sent } reached nobody, as we learnt { $at }; it does not count
clock-line-voided-you = Our answer of { $sent } did not reach you, as we learnt { $at }; it does not count
clock-line-counted = { $range }: { $spent } used
clock-line-ahead = { $range }: { $spent } will count
clock-line-skipped = { $days }: { $reason }, does not count
clock-line-paused = { $range }: paused, { $why }; { $spared } did not count
clock-line-paused-outside = { $range }: paused outside opening hours, { $why }
clock-line-paused-still = Paused since { $from }, { $why }
# The same for the client.
clock-line-paused-you = { $range }: paused for { $spared }: { $why }
clock-line-paused-outside-you = { $range }: paused outside opening hours: { $why }
clock-line-paused-still-you = Paused since { $from }: { $why }
clock-line-held = { $holder } had the ball
clock-line-reopened-by = opened again by { $who }
clock-line-changed-by = set by { $who }
clock-line-reason = { $said }: { $reason }
clock-line-moved = the deadline went from { $from } to { $to }
clock-line-hours = { $at }: other opening hours took effect in the calendar { $calendar }
clock-line-folded = { $range }: { $parts }
clock-line-left = { $time } was left
clock-line-shares = Of what is used, passed with { $shares }
clock-line-stopped = { $range }: stood still; { $spared } did not count
clock-line-target-set = { $at }: { $priority } brought the promise of { $to }
clock-line-target-changed = { $at }: { $priority } changed the promise from { $from } to { $to }; { $used } was used
clock-line-outside = Closed now; nothing counts
clock-line-outside-until = Closed until { $until }; nothing counts
clock-line-never-open = The calendar { $calendar } is never open. Somebody has to look at it.
clock-line-due = Due { $at }
clock-line-limit = In time until { $at }, since the hours in between are closed
clock-line-word-promised = An update was promised for { $at }
clock-line-overdue = Late since { $since }, by { $by }
clock-line-met = Met { $at } with { $used } used
clock-line-missed = Missed: stopped { $at } with { $used } used
clock-line-cancelled = Ended { $at } without a result, { $used } used

day-closed-weekday = no opening hours
day-closed-date = closed
day-exception = closed for the day
day-opening-hours = open

# By what a clock started, and which moment of it counts.
clock-cause-report = with the report
clock-cause-portal = with the report in the portal, when it was received
clock-cause-desk = with the report at the desk
clock-cause-mail = with the report by mail, when it reached our mail server
clock-cause-phone = with the call, when it began
clock-cause-api = with the report through the API, when it was received
clock-cause-monitoring = with the alert of the monitoring, once it was confirmed
clock-cause-word = with our word to the client
clock-cause-word-to-you = with our message to you
clock-cause-down-again = as the service went down again
clock-cause-reopened = as it was opened again
clock-cause-engaged = as the party was engaged
clock-cause-unknown = with what happened then

# A month in the middle of a long story.
clock-fold-counted = { $time } used
clock-fold-ahead = { $time } will count
clock-fold-paused = { $count ->
    [one] paused once, { $spared } did not count
   *[other] paused { $count } times, { $spared } did not count
}
clock-fold-changes = { $count ->
    [one] one change of target or hours
   *[other] { $count } changes of target or hours
}
clock-fold-closed = closed for { $names }

# The short version, for letters.
clock-essence-used = { $used } used so far
clock-essence-paused = { $count ->
    [one] { $used } used so far; paused once, { $spared } did not count
   *[other] { $used } used so far; paused { $count } times, { $spared } did not count
}
clock-essence-closed = { $count ->
    [one] { $told }; { $days } does not count
   *[other] { $told }; { $days } do not count
}

clock-share = { $holder } ({ $used })
clock-side-us = us
clock-side-you = you
clock-side-supplier = a supplier

# Why a clock stood still, told to the client.
paused-you-client = we waited for you
paused-you-client-party = we waited for your supplier
paused-you-agreed-deferral = deferred with your consent
paused-you-us = it waited for us
pausing-you-us = it waits for us
pausing-you-client = we are waiting for you
pausing-you-client-party = we are waiting for your supplier
pausing-you-agreed-deferral = deferred with your consent
