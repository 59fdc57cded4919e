# Service levels: what months came to, how a month was made, what people write down about the service.

figures-title = Service levels
figures-about = How the month goes for every application, the worst first. What was excused is left out; the month itself shows both.
figures-portal-about = How available your applications were and how many of our promises were kept, month by month.
figures-nothing = There is no application yet
figures-nothing-next = Describe an application and its agreement in a file and apply it; its months then appear here.
figures-month = Month
figures-availability = Availability
figures-down = Downtime
figures-incidents = Incidents
figures-kept = Promises kept
figures-none = n/a
figures-of = { $part } of { $whole }
figures-n = { $count ->
    [0] none
    [one] over one
   *[other] over { $count }
}
figures-promised = promised { $percent }
figures-raw = as it was: { $figure }
figures-so-far = so far
figures-up-to = told up to { $at }
figures-frozen-version = frozen, version { $version }
figures-not-frozen = not frozen yet
figures-published = Published on { $at }, version { $version }
figures-preliminary = Preliminary: not published yet
figures-download = As a file
figures-not-watched = No check says when it is down; only what people wrote down counts.
figures-poorly = More than 1% was not measured ({ $time }).
figures-picture = Availability by month. { $months }
figures-picture-about = Availability by month, the line is what was promised. The foot of the picture is { $foot }.
figures-rows-about = Shares are without what was excused and rounded down. Times are means by the clock on the wall; downtime is counted in the agreed hours.

figures-state-ok = as promised
figures-state-warn = promises missed
figures-state-bad = less than promised
figures-state-none = nothing measured

figures-earlier = Month before
figures-later = Month after
figures-by-agreement = By
figures-held-from = { $name } from { $from }
figures-of-agreed = of { $time } agreed
figures-unmeasured = Not measured
figures-unmeasured-about = not part of the agreed time
figures-degraded = Degraded
figures-degraded-about = something failed, but it was there
figures-reopened = { $count ->
    [0] none opened again
    [one] one opened again
   *[other] { $count } opened again
}
figures-reopened-short = Opened again
figures-first-time-right = Right the first time

figures-promise = Promise
figures-corrected = without what was excused
figures-as-it-was = as it was
figures-by-priority = By priority
figures-no-promises = No promise ended in this month.
figures-misses = Promises that were not kept
figures-no-misses = Every promise that ended in this month was kept.
figures-incident = Incident
figures-due = Due
figures-what-happened = What happened
figures-missed = promised within { $promised }; not done in time
figures-missed-by = promised within { $promised }; { $by } too late
figures-refuted = Proved to have been in time after all; it counts as kept.
figures-excused-because = Excused: { $why }. It counts only in the figure as it was.
figures-more = and { $count } more
figures-running = { $count ->
    [one] One promise was still open at the end
   *[other] { $count } promises were still open at the end
}

figures-outages = Outages
figures-no-outages = The application was not down in this month, as far as is known.
figures-from = From
figures-until = Until
figures-lasts = lasts
figures-lasted = Lasted
figures-cost = Of the agreed time
figures-known-by = Known by
figures-excused = { $time } excused
figures-noted = written down by a person

figures-planned = Planned work
figures-when = When
figures-what = What
figures-taken = Took
figures-permitted = Permitted
figures-excess-not-agreed = the agreement knows no planned work
figures-excess-late-notice = announced too late
figures-excess-outside-windows = partly outside the hours for planned work
figures-excess-beyond-allowance = more than was agreed for a month

figures-times = Times
figures-times-about = by the clock on the wall, but for MTBF
figures-mean = Mean
figures-over = Number
figures-about-detect = from the onset to the first alert or report
figures-about-acknowledge = from the alert or report until one of us took it up
figures-about-restore = from the onset until the service was back
figures-about-repair = from the beginning of work until it was resolved
figures-about-between-failures = agreed time without downtime for each outage that began in the month
figures-about-between-incidents = MTBF and MTRS together

figures-credits = Credits
figures-credits-about = a proposal by the agreement's table, on the figures without what was excused
figures-credits-none = Nothing is below a band of the table: no credits.
figures-credits-share = { $percent } of the monthly fee
figures-credits-capped = which is the most
figures-credit-line = { $figure }: { $was }, below { $below } gives { $credit }
figures-credits-exclusions = No right to credits:
figures-credits-after-freeze = It can be decided once the month is frozen.
figures-credits-reason = Remark
figures-credits-reason-hint = Needed when it is not given.
figures-credits-give = Give it
figures-credits-refuse = Do not give it
figures-credits-given = Given by { $by }, { $at }
figures-credits-refused = Not given by { $by }, { $at }
figures-credits-portal = A proposal; your account manager confirms it.
figures-nothing-to-decide = There are no credits of this version to decide about any more.

figures-versions = Frozen versions
figures-versions-about = a version is never changed; what is learnt later makes another one
figures-no-versions = This month is not frozen.
figures-since-frozen = Since it was frozen something has changed:
figures-changed = { $what }: { $before } → { $after }
figures-inputs = made of { $hash }…
figures-freeze = Freeze and publish
figures-freeze-about = The client then reads these figures as published. Later corrections make a new version.
figures-freeze-again = Publish a new version
figures-freeze-reason = Why the published figures change
figures-freeze-reason-hint = The client can ask for it.
figures-not-over = The month is not over yet; it can be frozen once it is.
figures-say-why = Say why the published figures change.
figures-done-frozen = The month is frozen.
figures-done-unchanged = Nothing had changed; the version stays as it is.
figures-done-decided = The decision about the credits is kept.

figures-notes = Planned work, outages and excuses
figures-notes-about = what people wrote down beside incidents
figures-no-notes = Nothing was written down for this application yet.
figures-note-new = Write something down
figures-note-kind = What it is
figures-note-refused = It was not written down
figures-note-write = Write it down
figures-note-agree = Agree
figures-note-move = Takes longer or ended earlier
figures-note-move-do = Change the end
figures-note-withdraw = Take back or refuse
figures-note-withdraw-do = Take back
figures-note-done-written = It is written down.
figures-note-done-moved = The end is changed.
figures-note-done-agreed = It counts from now on.
figures-note-done-withdrawn = It is taken back.
figures-why = Why
figures-text = In words
figures-text-hint = The client reads it.
figures-parts = Only these parts (none means all of it)
figures-evidence = Where it can be seen
figures-evidence-hint = An address or the number of an incident. Needed for an outage and an excuse.
figures-category = Why it does not count
figures-category-hint = Of an excuse only.
figures-category-none = –
figures-zone = Time in { $zone }

note-kind-maintenance = Planned work
note-kind-outage = Outage
note-kind-excuse = Excuse
note-about-maintenance = Announced to the client. As far as the agreement permits, it is not service time.
note-about-outage = It was down and no check saw it. Somebody else must agree.
note-about-excuse = A stretch that must not count against us. Somebody else must agree; the figure as it was stays.
note-standing-waiting = waits for somebody to agree
note-standing-counts = counts
note-standing-withdrawn = taken back
note-category-client-caused = the client caused it
note-category-force-majeure = nobody could have prevented it
note-category-measurement-error = the measurement was wrong
note-category-duplicate = counted elsewhere
note-category-agreed-exception = agreed beforehand
note-step-moved = until { $until }: { $reason }
note-step-agreed = agreed
note-step-agreed-alone = agreed, being the only one who can
note-step-withdrawn = taken back: { $reason }
note-refused-ends-before-it-begins = It must end after it begins.
note-refused-too-long = It may last 31 days at the most; write the rest down as another one.
note-refused-in-the-future = What has not happened yet cannot be written down as past.
note-refused-no-text = Say in words what it is.
note-refused-no-evidence = Say where it can be seen: an address or the number of an incident.
note-refused-no-category = Say why it does not count.
note-refused-no-reason = Say why.
note-refused-own-note = Somebody else must agree with what you wrote down.
note-refused-decided = It is decided already.
note-refused-not-movable = Only planned work that is not over can be given another end.
note-refused-ends-in-the-past = It cannot end before now: what was done is done.
