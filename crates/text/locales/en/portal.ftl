# The client's side. Calm and plain; no words of our trade.

portal-home-title = How things are
portal-which = Which incidents
portal-where = Where you are
portal-open = Open
portal-closed = Closed
portal-more = More
portal-earlier = Earlier incidents
portal-open-incidents = Open incidents
portal-application = Application
portal-application-unknown = Another or unknown application
portal-since = since { $time }
portal-not-needed = not needed
portal-step-of = Step { $number } of { $of }: { $step }
portal-waits-for-you = We wait for you
portal-monitoring = Our monitoring

# How one application is.
portal-state-ok = It works.
portal-state-warn = It works, but our monitoring sees something that is not right.
portal-state-warn-known = Something is not right. We are working on it.
portal-state-bad = Our monitoring sees an outage.
portal-state-bad-known = There is an outage. We are working on it.
portal-state-unknown = No trouble is known.
portal-tile-report = Does something not work? Report it
portal-tile-open = { $count ->
    [one] { $count } open incident
   *[other] { $count } open incidents
}
# How they are together.
portal-all-ok = All your applications work.
portal-all-unknown = No trouble is known.
portal-all-warn = { $count ->
    [one] One of your applications needs attention. We are working on it.
   *[other] { $count } of your applications need attention. We are working on it.
}
portal-all-bad = { $count ->
    [one] One of your applications has an outage.
   *[other] { $count } of your applications have an outage.
}

portal-asks = We need something from you
portal-asks-approval = Read our proposal and decide
portal-asks-confirmation = Let us know whether it is solved
portal-asks-answer = Answer our question

portal-no-applications = There is no application here yet
portal-no-applications-next = Ask us which applications you may see.
portal-none-open = There are no open incidents
portal-none-open-next = Does something not work, or do you have a question? Let us know.
portal-none-closed = There are no closed incidents yet
portal-none-closed-next = What is solved stays here, with what was said about it.

# Stations of the route before one is there and after one was.
portal-station-reported = Reported
portal-station-assigning = Action: who?
portal-station-investigating = Investigation
portal-station-developing = Development
portal-station-agreeing = Proposal
portal-station-implementing = Solution
portal-station-rolling-out = Solution
portal-station-verifying = Check
portal-station-resolved = Resolved
portal-station-reviewing = Resolved
portal-station-closed = Closed
portal-station-cancelled = Ended

portal-party-service-desk = Our service desk
portal-party-development = Our developers
portal-party-incident-manager = Our service manager
portal-party-account = Our account manager
portal-party-client = You
portal-party-supplier = The supplier

# Reporting.
portal-report-about = A few plain questions help us to help you at once. You get a number, and see here what happens.
portal-follow-up = Report a follow-up
portal-follow-up-of = A follow-up of { $number }: { $summary }
portal-follow-up-about = { $number } is closed, and the time to reopen it has passed. Is it back, or is there something left? Report a follow-up: we then see at once what it was before.
portal-follow-up-kept = { $number } is closed and can no longer be reopened, so nobody would read a message there. Your words are kept below: send them as a follow-up.
portal-is-follow-up-of = This is a follow-up of
portal-is-followed-up-by = This was followed up by
portal-waits = We wait for
portal-waits-supplier = a supplier
portal-waits-change-window = the moment at which the change may be made
portal-waits-internal = a colleague of ours
portal-waits-until = { $what }, until { $until }
portal-now-waits = We wait for { $what }.
portal-known = Is it known already?
portal-known-about = These incidents are open. You can add your words to one of them.
portal-not-yet = Your report is not sent yet
portal-not-yet-about = Please look at what is marked below. What you typed is kept.
portal-kind = What is it about?
portal-kind-incident = Something does not work
portal-kind-about-incident = An outage, an error, or something is too slow.
portal-kind-question = I have a question
portal-kind-about-question = How something works, or what something means.
portal-kind-request = I would like something
portal-kind-about-request = A change, an account, a setting.
portal-summary = What is the matter, in one line?
portal-summary-hint = For example: customers cannot pay.
portal-impact = Can your users still use it?
portal-impact-1 = No, nobody can
portal-impact-about-1 = It is down for everybody, or data is lost or in the wrong hands.
portal-impact-2 = Partly
portal-impact-about-2 = An important part does not work, or a group of people is hit.
portal-impact-3 = Yes
portal-impact-about-3 = One person is hit, or it only looks wrong.
portal-urgency = Can it wait?
portal-urgency-1 = No, our work has stopped
portal-urgency-about-1 = There is no other way, or a deadline is near.
portal-urgency-2 = A little
portal-urgency-about-2 = It hinders us, but we found a way around it.
portal-urgency-3 = Yes
portal-urgency-about-3 = It does not hinder us now.
portal-details = What did you see?
portal-details-hint = What did you do, what happened, since when, and for whom? Please leave out passwords.
portal-report-send = Send the report
portal-say-kind = Please choose what it is about.
portal-say-summary = Please say in one line what is the matter.
portal-say-shorter = Please keep it under { $count } characters.
portal-say-answers = Please answer the two questions above: they tell us how fast we must be.

# One incident.
portal-done-reported = Thank you. We have your report; below you see what happens with it.
portal-done-replied = Your message is sent.
portal-done-agreed = Thank you. You approved the proposal, and we go on.
portal-done-refused = We have read that you do not agree. We look for another way.
portal-done-confirmed = Thank you for confirming.
portal-done-reopened = We are looking at it again.
portal-stale = Something changed while you were looking at this. Below you see how it is now; what you typed is kept.
portal-approval = Do you agree with our proposal?
portal-approval-ask = Would you like to ask something first? Write to us below; the proposal stays open.
portal-agree = I agree
portal-refuse = I do not agree
portal-refuse-reason = Why not?
portal-refuse-hint = With your reason we look for another way.
portal-remark = Your remark
portal-remark-hint = If you like.
portal-deciders = The decision is with { $names }.
portal-confirmation = Is it solved for you?
portal-confirm-about = We think it is solved. Do you see the same?
portal-confirm = Yes, it is solved
portal-not-solved = No, it is not solved
portal-not-solved-reason = What is still wrong?
portal-is-down = It does not work at all again
portal-answer = We have a question for you
portal-answer-now = Answer
portal-at-a-glance = At a glance
portal-holder = Who acts
portal-next-update = Next message from us
portal-next-update-late = promised for { $at }; it is late, our apologies
portal-priority = Priority
portal-reported = Reported
portal-restored = Does it work again?
portal-restored-at = yes, since { $at }
portal-restored-not-yet = not yet known to us
portal-story = What happened and what was said
portal-solution = What we propose
portal-risk = What may go wrong
portal-rollback = How we undo it
portal-test-plan = How we test it
portal-planned = When
portal-cause = What it was
portal-solved-by = What we did
portal-prevention = So that it does not happen again
portal-reason = Reason
portal-reply = Write to us
portal-reply-hint = Everybody of your organisation who may see this incident reads along.
portal-reply-send = Send
portal-back = Is the trouble back?
portal-back-about = Until { $until } you can open this incident again. After that, please report something new.

portal-now-first-answer = You get a first answer before { $at }.
portal-now-planned = It is planned for { $at }.
portal-now-watched = We watch until { $at }.
portal-now-confirm = If we hear nothing, we close it at { $at }.
portal-now-confirmed = You confirmed that it is solved. We write down what we learned and close it.

portal-story-reported = reported this
portal-story-noted = { $who } noted this for you
portal-story-monitoring = Our monitoring saw the trouble
portal-story-priority = The priority is { $priority }
portal-story-holder = { $who } acts
portal-story-step = Now: { $step }
portal-story-deferred = We go on at { $at }, as agreed
portal-story-waiting = We wait for your answer
portal-story-promised = next message { $at }
portal-story-call = spoke with { $with }
portal-story-said-by-mail = A message to you by mail, about another application as well.
portal-story-proposal = proposed a solution
portal-story-agreed = { $who } agreed with the proposal
portal-story-refused = { $who } did not agree with the proposal
portal-story-rolled-out = The solution is in place. We are watching it.
portal-story-restored = It works again
portal-story-resolved = It is solved
portal-story-confirmed = { $who } confirmed that it is solved
portal-story-prevention = We do something so that it does not happen again, before { $on }
portal-story-closed = Closed
portal-story-closed-by-silence = Closed, since we heard no objection
portal-story-cancelled = Ended: { $how }
portal-story-reopened = { $who } opened it again

# Preferences.
portal-me-language = Language
portal-me-language-of = Language of these pages and of our letters
portal-me-language-hint = The usual one is that of your organisation.
portal-me-usual = The usual one
portal-me-own-name = English
portal-me-keep = Keep
portal-me-language-kept = From now on we use this language.

portal-agreed = What we agreed with you
portal-agreement-of = What we agreed for { $application }
portal-agreement-for = As it was promised for
portal-agreement-shown = what you read here
portal-agreement-line = { $name }, version { $version }
portal-agreement-part = For { $part }
portal-no-agreement = Nothing was agreed for this
portal-no-agreement-next = Please ask us; we are glad to put it down with you.
