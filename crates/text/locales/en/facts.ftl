# One line of the timeline for each kind of fact, and the names of what facts speak of.

actor-piket = Piket

fact-because = { $sentence }: { $reason }
fact-person-of = { $person } ({ $party })

fact-reported = { $who } reported this { $channel }
fact-reported-at-desk = { $who } opened this incident
fact-reported-by-monitoring = { $who } saw trouble: { $summary }
fact-alert-linked = Alert since { $since }: { $summary }
fact-alert-recovered = The check is good again since { $since }
fact-alert-returned = The trouble is back since { $since }
fact-classified = { $who } classified it: { $nature }, { $priority } (impact { $impact }, urgency { $urgency })
fact-application-set = { $who } noted that this is about { $application }
fact-holder-offered = { $who } asked { $to } to take it, answer by { $until }
fact-holder-accepted = { $holder } took it
fact-holder-refused = { $party } did not take it
fact-offer-expired = { $party } did not answer in time
fact-step-changed = From “{ $from }” to “{ $to }”
fact-step-skipped = { $sentence }, skipped: { $skipped }
fact-wrote-to-client = { $who } wrote to the client
fact-wrote-to-party = { $who } wrote to { $party }
fact-wrote-note = { $who } wrote an internal note
fact-message-received = { $who } wrote { $channel }
fact-call-logged = { $who } spoke with { $with }
fact-client-told = The client was told who acts: { $what }
fact-response-voided = A message reached nobody, and counts as not sent
fact-waiting-began = Now { $pause }: { $question }
fact-waiting-began-plain = Now { $pause }
fact-pause-of = { $pause } ({ $party })
fact-agreed-by = { $sentence } (agreed: { $who })
fact-closing-proposed = The client was told that this closes { $at } unless it objects
fact-update-agreed = The client agreed to hear from us by { $until } at the latest
fact-party-engaged = What { $party } promised us counts from here on
fact-party-asked = { $party } waits for an answer of ours
fact-party-answered = { $who } noted the answer of { $party }
fact-waiting-ended = No longer { $pause }
fact-awaiting-began = Now { $awaits }: { $what }
fact-awaiting-until = { $sentence } (until { $until })
fact-awaiting-ended = No longer { $awaits }
fact-evidence-added = Evidence kept: { $title }
fact-finding-recorded = { $who } found: { $text }
fact-cause-found = { $who } found the cause: { $cause }
fact-solution-proposed = { $who } proposed a solution, version { $version }
fact-consent-given = { $who } approved version { $version }
fact-consent-refused = { $who } did not approve version { $version }
fact-implemented = { $who } made the fix
fact-implemented-and-tested = { $who } made and tested the fix
fact-rolled-out = { $who } put { $version } in production
fact-verification-passed = Proved in production: { $proof }
fact-verification-watched = Proved in production: the check has been green since { $since }
fact-restored = The service is back
fact-reported-back = { $who } reported back to the client
fact-other-agreement = { $sentence }; another agreement holds for this part
fact-agreement-migrated = { $who } let version { $version } of the agreement hold from the report on, as agreed with { $with }
fact-resolution-prepared = { $who } wrote down how it was solved; it goes out once the check has been green long enough
fact-resolved = Resolved: { $how }
fact-resolved-unattended = It recovered by itself
fact-confirmed = { $who } confirmed that it is solved
fact-prevention-planned = { $who } planned a preventive action for { $owner }, by { $on }
fact-prevention-waived = { $who } decided that no preventive action is needed
fact-closed = Closed
fact-closed-by-silence = Closed: the client made no objection
fact-cancelled = { $who } ended it as “{ $how }”
fact-reopened = { $who } reopened it
fact-warned = { $percent }% of { $metric } is used
fact-breached = Missed: { $metric } ended { $due }, while { $holder } held it
fact-recalculated = The hours of the calendar { $calendar } changed: { $moved }
fact-recalculated-zones = The rules of time zones changed: { $moved }
fact-recalculated-one = { $metric } is due { $after } instead of { $before }
fact-recalculated-never = never
fact-party-warned = { $percent }% of { $metric } of { $party } is used
fact-party-breached = { $party } missed { $metric }: it ended { $due }
fact-promise-missed = The update promised for { $promised } did not come in time
fact-escalated = Nobody had taken it; { $person } was told
fact-escalated-to-nobody = Nobody had taken it, and there is nobody at rung { $rung } to tell
fact-reminded = Reminder: { $errand }
fact-delivered = Delivered to { $to }: { $about }
fact-not-delivered = Not delivered to { $to }: { $about } ({ $failure })

# The same for the client.
fact-to-you-wrote = { $who } wrote to you
fact-to-you-told = Who acts: { $what }
fact-to-you-agreement-migrated = Version { $version } of your agreement holds from the report on, as agreed with { $with }
fact-to-you-reported-back = { $who } told you how it was solved
fact-to-you-closed-by-silence = Closed: we heard no objection

channel-portal = on the portal
channel-desk = at the desk
channel-mail = by mail
channel-phone = by telephone
channel-api = through the API
channel-monitoring = through monitoring

resolution-fixed = fixed
resolution-answered = answered
resolution-recovered = recovered without our doing
resolution-workaround = with a workaround
resolution-no-reply = no reply from the client
resolution-false-alarm = false alarm

cancel-duplicate = duplicate
cancel-no-incident = no incident
cancel-withdrawn = withdrawn
cancel-spam = spam

ticket-incident = Incident
ticket-request = Request
ticket-question = Question

evidence-failing-result = Failing result
evidence-last-good-result = Last good result
evidence-log-excerpt = Log excerpt
evidence-signal = Signal
evidence-note = Note

# What waits longer than agreed.
errand-ask-again = ask the client again
errand-client-silent = the client does not answer; try another way
errand-follow-up-lapses = follow up the client’s supplier, our time counts again
errand-awaited-ends = what we waited for should be there by now; look whether it is
errand-checkpoint = look at this again, and think of the second line
errand-consent-reminder = the proposal still waits for approval
errand-prevention-missing = decide about prevention, then it can be closed

# What happens next by itself.
next-rung = { $at }: if nobody takes it, the next person is told
next-warn = { $at }: { $percent }% of { $metric } is used
next-breach = { $at }: { $metric } ends
next-party-warn = { $at }: { $percent }% of { $metric } of another party is used
next-party-breach = { $at }: { $metric } of another party ends
next-propose-closing = { $at }: the client is told that this closes unless it objects
next-closing-over = { $at }: closed as unanswered, if the client does not object
next-client-silent = { $at }: reminder that the client does not answer
next-follow-up-lapses = { $at }: our time counts again unless the client’s supplier is followed up
next-awaited-ends = { $at }: what we wait for should be there
next-promise = { $at }: the promised update
next-offer-expires = { $at }: the offer expires
next-deferral-ends = { $at }: the agreed delay ends
next-ask-again = { $at }: the client is asked again
next-watched = { $at }: watched long enough, if it stays green
next-unattended = { $at }: resolved by itself, if it stays green
next-checkpoint = { $at }: look at it again
next-consent-reminder = { $at }: the client is reminded of the proposal
next-confirmation-over = { $at }: closed, if the client does not object
next-prevention-missing = { $at }: reminder to decide about prevention
