# One incident at the desk: what is next, what can be done, evidence, words to the client.

inc-still-down = Still down
inc-green-again = Good again
inc-client-waits = Client waits for an answer
inc-reopened = Reopened
inc-cancelled = Ended
inc-client-sees = The client sees
inc-hand-over = Hand over
inc-by-itself = What happens by itself
inc-panel = What can be done now
inc-prevention = Prevention
inc-timeline = Timeline
inc-parties = Who does what now
inc-by-matrix = By the matrix “{ $matrix }”
inc-same-application = Same application
inc-report-in-words = in their own words
inc-spoke-with = spoke with { $with }
inc-said-there = Written in { $number } while both were one; it is about another application, so its words stand there.
inc-cause = Cause
inc-solution = Solution
inc-action = Action
inc-note = Note
inc-risk = Risk
inc-rollback = How it is undone
inc-test-plan = How it is tested
inc-planned = Planned
inc-because = Because
inc-to-client = to the client
inc-to = to { $names }
inc-promised = next update { $at }
inc-reported-back = report back
inc-client-by = client · { $channel }
inc-finding = finding
inc-proposal = Proposal { $version } to the client
inc-delivered = delivered { $at }
inc-not-delivered = A letter to { $to } could not be delivered
inc-letters = told { $names }
inc-left-out = { $count } more in between
inc-others = { $count ->
    [one] one other
   *[other] { $count } others
}

clock-of = { $used } of { $of }
clock-of-party = { $party }: { $metric }
clock-hours = { $hours } h
clock-by = by { $at }
clock-at = at { $at }
clock-opens = counts again { $at }
clock-why = Why
clock-none = There is no agreement for this application, so no clocks run.
clock-is-not-started = Not yet
clock-is-running = Running
clock-is-paused = Paused
clock-is-met = Met
clock-is-missed = Missed
clock-is-cancelled = Ended
clock-is-never-due = Never open

holder-since = since { $at }
holder-offered = offered to { $to }

# After "Next:", in one sentence.
next-step-offer = { $who } is asked to take it; without an answer by { $until } the service manager decides.
next-step-waiting = the client answers; otherwise we ask again { $at }.
next-step-awaiting = { $awaits }: { $what }.
next-step-awaiting-until = { $awaits } until { $until }: { $what }.
next-step-deferred = wait until { $at }, as agreed with the client; the clocks go on then.
next-step-application = say which application this is about.
next-step-classify = set nature, impact and urgency.
next-step-take = take it, or offer it to whoever must act.
next-step-unattended = it resolves by itself { $at } if it stays good and nobody engages; take it if you want to look further.
next-step-investigate = look at the evidence and write down what you find.
next-step-finding = find the cause, or involve the development team.
next-step-cause = propose the solution to the client.
next-step-cause-small = put a small fix in production and solve it in one act, or propose the solution to the client.
next-step-developing = the development team works out a solution; propose it with risk, way back and test.
next-step-agreeing = the client decides on proposal { $version }; we ask again { $at }.
next-step-agreeing-asked = the client decides on proposal { $version }.
next-step-implementing = make the fix, test it, and put it in production.
next-step-rolling-out = put it in production and say which version.
next-step-still-red = the check must turn good; then it is watched and this is proved by itself.
next-step-watch = if the check stays good until { $at }, the fix is proved by itself; then report back.
next-step-watch-then = if the check stays good until { $at }, the fix is proved and the report goes to the client by itself.
next-step-verify-by-hand = see for yourself that it works in production, then report back.
next-step-report-back = tell the client what it was and how it was solved.
next-step-confirm = the client confirms, or it closes by itself { $at }.
next-step-confirm-and-prevention = the client confirms, or its time ends { $at }; a preventive action, or a reason for none, is needed before it can close.
next-step-prevention = plan a preventive action, or say why none is needed; then it closes.
next-step-close = close it.
next-step-closed = nothing more; this is done.
next-step-closed-reopen = nothing more; it can be reopened until { $until }.
next-step-closed-follow-up = nothing more; if it is back, report a follow-up.
next-step-cancelled = nothing more; it was ended.

# What can be done: the title, what it does, the button.
act-take = Take it
act-about-take = You hold it and the client is told who acts
act-do-take = Take it
act-offer = Hand over
act-about-offer = To a party or a person; you keep it until they accept
act-do-offer = Offer it
act-accept = Accept
act-about-accept = It is offered to you or to this party
act-do-accept = Accept
act-refuse = Do not take it
act-about-refuse = It goes back, with your reason
act-do-refuse = Give it back
act-classify = Classify
act-about-classify = Nature, impact and urgency; the priority follows
act-do-classify = Save
act-migrate = Change version
act-about-migrate = Let another version of the agreement hold, as agreed with the client
act-do-migrate = Let it hold
act-application = Application
act-about-application = Which application this is about
act-do-application = Save
act-call = Note a call
act-about-call = You spoke with the client; it counts as an answer
act-do-call = Note the call
act-finding = Note a finding
act-about-finding = What you found, with the evidence for it
act-do-finding = Save finding
act-development = Involve development
act-about-development = The second line takes it; you ask precisely
act-do-development = Ask development
act-propose = Propose a solution
act-about-propose = The client reads and decides
act-do-propose = Propose to the client
act-consent = The client approves
act-about-consent = You record what the client told you
act-do-consent = Record approval
act-decline = The client does not approve
act-about-decline = You record what the client told you
act-do-decline = Record refusal
act-implement = The fix is made
act-about-implement = Ready for production
act-do-implement = Ready for production
act-roll-out = Put it in production
act-about-roll-out = Which version, and what was done
act-do-roll-out = It is in production
act-verify = Prove it by hand
act-about-verify = How you saw that it works in production
act-do-verify = It works
act-solve = Solved
act-about-solve = Cause, fix and report to the client in one act
act-do-solve = Solved, report back
act-confirm = The client confirms
act-about-confirm = You record what the client told you
act-do-confirm = Record confirmation
act-plan = Plan prevention
act-about-plan = So that it does not happen again
act-do-plan = Plan it
act-waive = No prevention needed
act-about-waive = With the reason
act-do-waive = Save reason
act-close = Close
act-about-close = Nothing more is needed
act-do-close = Close it
act-step-back = Go back a step
act-about-step-back = With a reason; it is counted
act-do-step-back = Go back
act-hear = Note an answer of a party
act-about-hear = What a supplier or a team said; it stops its reaction time
act-do-hear = Note it
act-withdraw = Take the question back
act-about-withdraw = The client need not answer any more; the clocks go on
act-do-withdraw = Take it back
act-defer = Defer with the client’s consent
act-about-defer = Restore and resolution stand still until the agreed moment
act-do-defer = Defer
act-resume = End the deferral
act-about-resume = The clocks go on before the agreed moment
act-do-resume = Go on
act-await = Say what we wait for
act-about-await = A supplier, a change window or our own house; the clocks go on
act-do-await = We wait
act-go-on = Wait no longer
act-about-go-on = What we waited for is there, or no longer needed
act-do-go-on = Go on
act-follow-up = Report a follow-up
act-about-follow-up = The time to reopen has passed; a new incident refers to this one
act-cancel = End it
act-about-cancel = A duplicate, no incident, withdrawn or spam
act-do-cancel = End it
act-reopen = Reopen
act-about-reopen = It is not fixed, or it is back
act-do-reopen = Reopen

# A word after it was done.
done-say = Sent.
done-take = You hold it now.
done-offer = It is offered; you keep it until it is accepted.
done-accept = Accepted.
done-refuse = Given back.
done-classify = Classified.
done-migrate = The other version holds.
done-application = The application is set.
done-call = The call is noted.
done-finding = The finding is saved.
done-development = The development team is asked.
done-propose = The proposal is with the client.
done-consent = The approval is recorded.
done-decline = The refusal is recorded.
done-implement = The fix may go to production.
done-roll-out = It is in production; now it is watched.
done-verify = Proved.
done-solve = Solved: the report goes to the client as soon as it is proved.
done-confirm = The confirmation is recorded.
done-plan = The preventive action is planned.
done-waive = The reason is saved.
done-close = Closed.
done-step-back = It is a step back.
done-hear = Noted.
done-withdraw = The question is taken back; the clocks go on.
done-defer = Deferred until the agreed moment.
done-resume = The deferral is over; the clocks go on.
done-await = Noted what we wait for; the clocks go on.
done-go-on = No longer waiting.
done-cancel = Ended.
done-reopen = It is open again.
done-new = The incident is open.

refused-unreadable = This could not be read. What you typed is still here.
refused-stale = Somebody else was first. What you typed is still here: look at what changed, then send again.
changed-title = Since you opened this page:
changed-show = Show it
kept-title = What you typed
kept-about = It cannot be sent any more, because the incident has moved on. Copy what you need.

wrong-choice = Choose one of the possibilities.
wrong-moment = Give a date and a time, such as 2026-03-09T16:00.
wrong-date = Give a date, such as 2026-03-09.

field-optional = (optional)
field-why-ours = Why it is ours
field-why-theirs = Why it is theirs
hint-why-theirs = They read this with the offer.
field-to = To whom
field-agreement-version = Version
field-agreed-with = Agreed with
field-reason = Reason
field-nature = Nature
field-component = Part
choice-unknown-part = Not known
hint-agreed-with = Who agreed for the client, and how: Fatima, by mail of 3 March.
hint-classify-reason = Needed when impact or urgency change, or the priority becomes lower.
field-application = Application
field-call-with = With whom
field-call-when = When
field-call-body = What was said
field-finding = What did you find
hint-finding = Only we read this.
field-evidence = Seen in
field-is-cause = This is the cause
field-question = What do you ask
hint-question = The finding and the evidence go along.
field-proposal = What will be done
hint-client-reads = The client reads this and decides on it.
field-risk = What may go wrong
field-rollback = How it is undone
field-test-plan = How it is tested
field-planned = When
hint-planned = Empty: as soon as the client approves.
field-cause = What is the cause
hint-cause-here = It is written down as a finding.
field-consent-note = Who approved, and how
hint-consent-note = Such as: Fatima, by telephone at 15:20.
field-decline-reason = What the client said
field-what-was-done = What was done
field-change = Version or change
hint-change = Such as 2026.46, or: restarted the pool.
field-tested = Tested outside production
field-tested-none = Tested (there is no test environment)
field-proof = What you saw
hint-proof = Such as: ordered a bread and paid, 15:52.
field-cause-client = What it was
field-solution-client = How it was solved
hint-change-solve = Empty: the solution says it.
field-solve-kind = In which way
field-report-back = Report to the client
hint-report-back = Cause and solution take the place of the words between brackets.
field-prevent = What will be done so that it does not happen again
hint-prevent = The client reads this when it closes.
field-owner = Who
field-due-on = By when
field-waive = Why is no preventive action needed
field-back-to = To which step
field-cancel-kind = What it is
field-reopen = What is not right
field-is-down = The service is down again
field-party = Which party
field-party-said = What it said
field-party-asks = It asked us something; its clocks stand still until we write to it
field-withdraw = Why is no answer needed any more
field-until = Until when
field-await-on = For what
field-await-what = What exactly
field-await-until = Until when, if that is known
hint-await-until = Then the wait is over and the holder is reminded. Needed for a change window.
field-go-on = Why, if it is worth a word
choice-change-window = The change window
choice-internal = Our own house
field-client-agreed = Who of the client agreed, and how
hint-client-agreed = Such as: Fatima, by telephone at 15:40.
hint-classify-agreed = Needed for a lower priority: the client had set this one.
field-defer-reason = Why is it deferred

solve-kind-fixed = A fix in production
solve-kind-recovered = Recovered without our doing
solve-kind-answered = A question answered or a request done
solve-kind-workaround = A workaround
solve-kind-no-reply = The client did not reply any more
solve-kind-false-alarm = A false alarm

cancel-kind-duplicate = A duplicate
cancel-kind-no-incident = No incident
cancel-kind-withdrawn = Withdrawn by the client
cancel-kind-spam = Spam

note-matrix = { $code } { $activity }: { $responsible } does it, { $accountable } answers for it. { $because }.
note-supplier = This part is supplied by { $supplier }.
note-accept-until = An answer is awaited until { $until }.
note-on-behalf = You answer on behalf of { $party }.
note-solve-watched = The report goes out by itself as soon as the check was good for the watch period.
note-solve-unwatched = No check watches this: with this act you say that you saw it work.
note-consent = Proposal { $version }: { $solution }
note-close-prevention = For P1 and P2 prevention must be decided first.
reason-by-matrix = By the matrix it is for: { $party }

prevention-line = { $action } ({ $owner }, by { $on })
prevention-waived = No preventive action: { $reason }

composer-to-a-party = A party
composer-which-party = Which party
composer-snippets = Beginnings of messages
composer-wait = Wait for the answer
composer-wait-tick = The client must answer first; the clocks pause where that is agreed
composer-ask-again = Ask again
composer-agreed = { $at } (agreed)
composer-later = Later, as the client agreed
composer-later-when = Next word at

ev-none = Nothing was kept yet. What checks see when something fails appears here by itself.
ev-from = from { $number }
ev-all = Show all of it
ev-body = Beginning of the answer
ev-headers = { $count ->
    [one] { $count } header
   *[other] { $count } headers
}
ev-address = Address
ev-redirects = Sent on from
ev-size = Size
ev-found-at = Found at
ev-certificate = Certificate
ev-valid = until { $until }, { $days } days left
ev-certificate-soon = ends { $until }: { $days } days left
ev-issuer = Issued by
check-ok = good
check-warning = warning
check-critical = critical
check-unknown = unknown
phase-dns = DNS
phase-connect = Connect
phase-tls = TLS
phase-first-byte = First byte
phase-transfer = Transfer

# Words to the client, in the client's language: ready to be read over, never sent by themselves.
letter-hello = Hello { $name },
letter-hello-all = Hello,
update-name-first = First word: we see it
update-name-progress = Progress
update-name-workaround = A way around it
update-name-question = A question
update-first = { $hello }

    We see that { $application } has not worked as it should since { $since }: { $summary }.
    I am looking into it now.

    { $me }
update-progress = { $hello }

    About { $application }: what we know now is …
    We are working on …

    { $me }
update-workaround = { $hello }

    Until { $application } works again as it should, this helps: …

    { $me }
update-question = { $hello }

    To go on with { $application } we need to know: …

    { $me }
report-cause = cause
report-solution = solution
report-works = { $application } works again as it should.
report-works-since = { $application } works again as it should since { $since }.
report-back = { $hello }

    { $works }

    What it was: [cause]
    What we did: [solution]

    Would you let us know whether it works for you too?

    { $me }
