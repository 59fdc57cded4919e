# Time spent: timers, stretches that are typed in, months against the hours of an agreement.

spent-title = Time spent
spent-about = What we worked for every client, against the hours of its agreement.
spent-about-client = What we worked for { $client }, against the hours of its agreement.
spent-of = Time spent on { $number }
spent-total = { $time } in all
spent-none = Nothing noted yet
spent-runs = your timer runs: { $time }
spent-runs-long = Your timer on { $number } has run for { $time }. Is it still right? Stop it, and say how long it was.
spent-runs-elsewhere = Your timer runs on { $number } ({ $time }). Starting one here stops it and keeps its time.
spent-rail = Your timer runs on { $number }
spent-start = Start timer
spent-stop = Stop timer
spent-note = What was done
spent-note-hint = For us alone; the client reads only how long.
spent-type-in = Type in
spent-type-in-about = a stretch of work, afterwards
spent-day = Day
spent-length = How long
spent-length-hint = 90, 1:30, 1h30 or 1.5h
spent-from = From (optional)
spent-from-hint = { $zone }. With a beginning, a night is divided between two months and overlaps are seen.
spent-write = Note it
spent-all = All entries and changes
spent-entries = Noted
spent-more = Earlier
spent-change = Change
spent-save = Save
spent-reason = Why
spent-reason-hint = It is not yours, or the month is frozen: a reason stays with it.
spent-confirm = This is right
spent-withdraw = Take back
spent-overlaps = at the same time as other time of the same person
spent-late = changed after the month was frozen
spent-from-until = { $from } to { $until }

spent-standing-running = runs
spent-standing-in-doubt = to be confirmed
spent-standing-counts = counts
spent-standing-withdrawn = taken back
spent-in-doubt-about = It ran for more than 12 hours and does not count until somebody says that it is right, or what it should be.

# What was done to an entry.
spent-deed-started = { $who } started the timer, { $at }
spent-deed-stopped = { $who } stopped it, { $at }
spent-deed-stopped-for-another = It stopped when { $who } started another one, { $at }
spent-deed-typed = { $who } typed in { $time }, { $at }
spent-deed-changed = { $who } made it { $time }, { $at }
spent-deed-confirmed = { $who } confirmed it, { $at }
spent-deed-withdrawn = { $who } took it back, { $at }
spent-deed-why = { $sentence }: { $reason }

# After something was done.
spent-done-started = Your timer runs.
spent-done-ran-already = Your timer ran here already; it goes on.
spent-done-switched = Your timer runs here. The one on { $number } was stopped after { $time }; its time is kept.
spent-done-switched-long = Your timer runs here. The one on { $number } was stopped after { $time }: it counts once you have confirmed or changed it.
spent-done-stopped = Stopped after { $time }.
spent-done-stopped-long = Stopped after { $time }. It counts once you have confirmed or changed it.
spent-done-noted = { $time } noted.
spent-done-noted-already = It was noted already; nothing is counted twice.
spent-done-overlaps = { $time } noted, at the same time as other time of yours.
spent-done-changed = Changed.
spent-done-confirmed = Confirmed: it counts.
spent-done-withdrawn = Taken back: it does not count.

# Why not.
spent-refused = This was not noted
spent-wrong-day = Which day? Like 2026-11-28.
spent-wrong-from = From when? Like 14:30.
spent-wrong-length = How long? 90, 1:30, 1h30 or 1.5h.
spent-stale = Somebody else changed it meanwhile. Look at it as it is now.
spent-refused-not-yours = It is somebody else's; a manager can correct it.
spent-refused-nothing = Say how long it was.
spent-refused-ends-before-it-begins = It must end after it begins.
spent-refused-too-long = A stretch lasts 24 hours at the most.
spent-refused-in-the-future = What has not happened yet cannot be noted.
spent-refused-before-report = It cannot be more than 24 hours before the incident was reported.
spent-refused-long-note = At most 2000 characters.
spent-refused-no-reason = Say why.
spent-refused-frozen = The month is frozen. A manager can still correct it, with a reason.
spent-refused-withdrawn = It was taken back already.
spent-refused-not-running = No timer of yours runs here.
spent-refused-running = Its timer still runs: stop it first.

# A month.
spent-client = Client
spent-agreement = Agreement
spent-spent = Spent
spent-agreed = Agreed
spent-left = Left
spent-hours = { $hours } h
spent-no-hours = no hours agreed
spent-no-agreement = No agreement
spent-used = { $percent }% used
spent-over = { $time } over
spent-published = { $time } when it was frozen, corrected since
spent-nothing-month = Nothing was noted in this month
spent-nothing-month-next = Start a timer or type in a stretch on the page of an incident; it appears here at once.
spent-by-incident = By incident
spent-by-person = By person
spent-incident = Incident
spent-choose = Month
spent-show = Show
spent-all-clients = All clients
spent-more-clients = More clients
spent-to-confirm = To be confirmed
spent-to-confirm-about = Timers that ran for more than 12 hours; they do not count yet.
spent-rule = Months by the clocks of the agreement. A stretch over midnight at the end of a month lies in both.

# For the client.
spent-portal-about = What we worked for you, against the hours of your agreement.
spent-portal-on = What it was for in { $month }
spent-so-far = so far
