# Agreements: what was promised to clients, between our teams, and by suppliers to us.

agreements-places = What was agreed
agreements-none = Nothing was agreed yet
agreements-none-next = Without an agreement no clock runs. Write one in a file and apply it.
agreements-name = Agreement
agreements-kind = Kind
agreements-tier = Tier
agreements-version = Version
agreements-used-by = Used by

agreement-kind-sla = service level agreement
agreement-kind-ola = between our teams
agreement-kind-uc = underpinning contract

# Terms, as they begin a sentence.
term-name = Name
term-kind = Kind
term-party = Promised by
term-tier = Tier
term-calendar = Service window
term-promise = { $metric } for { $priority }
term-availability = Availability in a month
term-hours-per-month = Hours included in a month
term-managed = What we look after
term-exclusion = Not included
term-client-wait-pauses = Waiting for the client stops the clocks at
term-minor-fixes = A restart or a revert without approval beforehand
term-workaround = A workaround resolves an incident
term-reopen-days = Can be opened again within
term-on-reopen = { $metric } when opened again
term-maintenance-notice = Planned work is announced
term-maintenance-windows = Planned work may be done
term-maintenance-allowance = Planned work in a month at the most
term-fee = Fee of a month
term-credit-cap = Given back in a month at the most
term-credit = Given back when { $figure } is below { $below }
term-credit-exclusion = Gives no right to anything back
term-warnings = We are warned at
term-warning-before = We are warned before a deadline
term-priority-of = Priority for impact { $impact } and urgency { $urgency }
term-margin = Time that we need ourselves beside a supplier

# What changes in them.
term-becomes = { $term }: { $from } becomes { $to }
term-is-new = { $term }: { $to } is new
term-is-gone = { $term }: { $from } no longer holds

term-quoted = “{ $text }”
term-in-hours = { $time } ({ $calendar })
term-once-confirmed = { $time } ({ $calendar }, once confirmed)
term-never = never
term-no-priority = no priority
term-at-any-time = at any time
term-yes = yes
term-no = no
term-business-days = { $days ->
    [one] { $days } business day
   *[other] { $days } business days
}

on-reopen-resume = the clock goes on; the time in between does not count
on-reopen-void = the time in between counts, if you say in time that it was not solved
on-reopen-new-cycle = the clock begins anew

figure-availability = the availability
figure-kept = the share in which { $metric } was kept

# What is wrong or odd.
problem-too-short = { $promise }: a promise is at least one minute.
problem-twice = { $promise } is promised twice.
problem-nothing-to-confirm = { $promise } waits for a confirmation, but has no hours of its own for after it.
problem-missing = { $promise }: nothing is promised, though it is for other priorities.
problem-worse-is-slower = { $promise } may take longer than for { $better }.
problem-out-of-order = { $promise } may come after { $then } is over.
problem-warn-percent = A warning at { $percent }% is not between 1 and 99.
problem-party-of-sla = To a client we promise ourselves; { $party } cannot stand there.
problem-party-of-ola = Choose which of our teams promises it.
problem-party-of-uc = Choose which supplier promises it.
problem-reaction-reopened = A reaction that was given stays given, also when an incident is opened again.
problem-no-availability = An availability of 0% promises nothing.
problem-no-fee = Of a fee of nothing, nothing can be given back.
problem-currency = “{ $code }” is not the code of a currency; it looks like EUR.
problem-no-band = There is no line that says what is given back.
problem-band-twice = What is given back when { $figure } is below { $below } stands twice.
problem-bands-fall = When { $figure } is below { $below }, less is given back than when it is better.
problem-over-cap = When { $figure } is below { $below }, more is given back than the most that may be.
problem-empty = Nothing is promised.
problem-no-updates = No next word is promised; the client may hear nothing for long.
problem-credit-on-nothing = Something is given back for { $figure }, which is not promised.
problem-gap = { $application }, { $component }: { $supplier } restores within { $theirs } of its own hours and we need { $margin } ourselves, but we promise { $ours } for { $priority }. That can be { $late } too late.
problem-gap-never = { $application }, { $component }: { $supplier } restores within { $theirs } of its own hours, and those never come. We need { $margin } ourselves and promise { $ours } for { $priority }{ $late }.

# The pages.
agreements-edited = { $who } edited it last, { $when }
agreements-offer = Our service levels
agreements-offer-about = What we promise at each level: in which hours, how soon, and what is included.
agreements-as-client = As a client sees it
agreements-as-ours = Back to the desk
agreements-new = New agreement
agreements-new-about = It begins as a draft. Nothing is promised by it until you activate it.
agreements-unused = It holds for no application now.
agreements-back = { $share } of the fee back
agreements-drafts = In the making
agreements-inner = What our teams and suppliers promise us
agreements-inner-about = clients never see these
agreements-edit = Change
agreements-to-draft = To the draft
agreements-by = promised by { $party }
agreements-done-activated = The new version is in force. It holds for new incidents; open ones keep what they were promised.
agreements-done-discarded = The draft was given up; what is in force stays as it is.
agreements-done-retired = It is retired: nothing new is promised by it. What was promised still holds.
agreements-not-retired = It is still needed
agreements-is-retired = This agreement is retired. Incidents that were promised it keep it.
agreements-is-old = This is an earlier version. Incidents that were promised it keep it.
agreements-versions = Versions
agreements-compare = Compare versions
agreements-changes = { $count ->
    [one] { $count } change
   *[other] { $count } changes
}
agreements-retire = Retire
agreements-retire-sure = Retire { $name }? Nothing new is promised by it any more.
agreements-difference = What differs
agreements-from = Between
agreements-to = and
agreements-no-difference = Nothing differs.
agreements-key = Key
agreements-key-hint = Short and for ever, in files and addresses: gold, host-contract.
agreements-like = Begin like
agreements-like-none = an empty agreement
agreements-begin = Begin the draft
agreements-draft = Draft
agreements-draft-about = A draft promises nothing until it is activated.
agreements-save = Save the draft
agreements-save-review = Save, and see what changes
agreements-unread = Something could not be read. Nothing that you typed is lost; it is said at its field.
agreements-stale = Somebody else saved this draft while you were typing. { $edited }. What you typed is still here; saving now replaces theirs.
agreements-retired-meanwhile = It was retired since this draft was begun. Give the draft up, or begin a new agreement.
agreements-outdated = Version { $version } came into force since this draft was begun. Give the draft up and begin from that version.
agreements-not-activated = It cannot come into force like this. The draft is kept.
agreements-review = { $name }: before it comes into force
agreements-errors = This keeps it from coming into force
agreements-warnings = Worth a look
agreements-what-changes = What changes
agreements-is-new = This is a new agreement; all of it is new.
agreements-touched = For these applications
agreements-new-only = A new version holds for incidents that are reported from then on. Open incidents keep what they were promised.
agreements-activate = Bring it into force
agreements-go-on = Go on editing
agreements-give-up = Give the draft up
agreements-give-up-sure = Give this draft up? What is in force stays as it is.
agreements-time-hint = Minutes, or 4h, or 1h30. Empty promises nothing.
agreements-percent-hint = A percentage such as 99.5.
agreements-lines-hint = A line each.
agreements-hours-hint = Hours such as 22:00-06:00; several with a comma. None at all means at any time.
agreements-warn-hint = Percents of a promise, such as 50, 75, 90.
agreements-warn-before-hint = Minutes before the deadline, such as 60, 15.
agreements-margin-hint = Counted beside a supplier’s time when the two promises are compared.
agreements-pause = Waits for the client
agreements-own-hours = Promises that count in other hours
agreements-promise = Promise
agreements-counts-in = Counts in
agreements-same-hours = the agreement’s own hours
agreements-confirmed = only once confirmed by a call or by monitoring
agreements-add-row = Add a row
agreements-reopen-days = Business days in which it can be opened again
agreements-warn-at = Warn us at
agreements-has-maintenance = Planned work was agreed
agreements-notice = Hours announced beforehand
agreements-has-credits = Something is given back when it is not as promised
agreements-currency = Currency
agreements-if = If
agreements-below = is below (%)
agreements-party-us = we ourselves
agreements-wrong-name = It needs a name.
agreements-wrong-time = This is no time. Write minutes, or 4h, or 1h30.
agreements-wrong-percent = This is no percentage from 0 to 100.
agreements-wrong-number = This is no whole number.
agreements-wrong-amount = This is no amount. Write 1250 or 1250.50.
agreements-wrong-calendar = Choose a calendar.
agreements-wrong-party = Choose who promises it.
agreements-wrong-hours = These are no hours. Write 22:00-06:00.
agreements-wrong-warnings = Write percents, such as 50, 75, 90.
agreements-wrong-warnings-before = Write minutes, such as 60, 15.
agreements-wrong-row = Nothing is promised for this priority; fill it in above first.
agreements-wrong-matrix = Impact { $impact } with urgency { $urgency } is served as { $worse }, after something milder as { $better }: what is worse may not wait longer.
agreements-wrong-key = A key is short, in lower case: letters, digits and dashes.
agreements-taken = There is an agreement or a draft of this key already.
agreements-no-calendar = There is no calendar yet. Make one first.

offer-promised = What is promised
offer-closed = closed
offer-hours = { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
}
offer-once-confirmed = { $hours }, once confirmed by telephone or by monitoring
offer-maintenance = Planned work
offer-maintenance-windows = It may be done { $hours }.
offer-maintenance-notice = { $hours ->
    [one] It is announced at least { $hours } hour beforehand.
   *[other] It is announced at least { $hours } hours beforehand.
}
offer-maintenance-allowance = At the most { $time } a month; more counts as service time.
offer-credits = When it is not as promised
offer-fee = of a fee of { $fee } a month
offer-when = In a month
offer-back = Back (%)
offer-credit-when = If { $figure } is below { $below }
offer-cap = At the most { $cap } of the fee is given back in a month.
offer-no-right = Not for: { $what }.
offer-matrix = How priority follows from impact and urgency
offer-ours = Ours alone
offer-no-warning = Nobody is warned before a promise runs out.
offer-margin = We need { $time } ourselves beside a supplier.
offer-pause = While we wait for an answer of yours, the clocks stand still at { $priorities }.
offer-no-pause = The clocks run on while we wait for an answer of yours.
offer-fixes = We may restart or revert without asking you first.
offer-no-fixes = We ask you before every fix.
offer-on-reopen = { $metric } after opening again: { $then }.
