# Clocks: what is promised, where a clock stands, and why.

metric-reaction = Reaction
metric-update = Update
metric-restore = Restore
metric-resolution = Resolution

# The same within a sentence.
metric-in-reaction = the reaction time
metric-in-update = the time between updates
metric-in-restore = the restore time
metric-in-resolution = the resolution time

metric-about-reaction = From the report to the first answer by a person.
metric-about-update = From one message to the client to the next.
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
# The same for the client.
pause-to-you-client = waiting for you
pause-to-you-client-party = waiting for your supplier
pause-to-you-agreed-deferral = deferred with your consent

# Why a clock stands where it stands, line by line.
clock-line-not-started = Not started yet; { $promised } promised
clock-line-started = Started { $at }; { $promised } promised
clock-line-counted = { $range }: { $spent } used
clock-line-ahead = { $range }: { $spent } will count
clock-line-skipped = { $days }: { $reason }, does not count
clock-line-paused = { $range }: paused, { $why }; { $spared } did not count
clock-line-paused-outside = { $range }: paused outside opening hours, { $why }
clock-line-paused-still = Paused since { $from }, { $why }
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
