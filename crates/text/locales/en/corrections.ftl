# Corrections, excuses, merged and linked incidents.

# What is corrected, in a few words.
corrected-breach = excuse for { $metric }: { $excuse }
corrected-reported-at = received { $new }, not { $old }
corrected-responded-at = first answer { $new }, not { $old }
corrected-restored-at = service back { $new }, not { $old }
corrected-outage-start = outage began { $new }, not { $old }
corrected-outage-end = outage ended { $new }, not { $old }
corrected-calendar = calendar { $new } counts, not { $old }

# Why a breach is not held against us.
excuse-client-caused = caused by the client
excuse-force-majeure = force majeure
excuse-measurement-error = measurement error
excuse-duplicate = counted elsewhere
excuse-agreed-exception = agreed exception

# What became of a request.
correction-standing-waiting = waits for a decision
correction-standing-approved = approved
correction-standing-refused = not approved
correction-standing-withdrawn = taken back

# Lines of the timeline.
fact-correction-requested = { $who } asked for correction { $number }: { $what }
fact-correction-approved = { $who } approved correction { $number }
fact-correction-approved-alone = { $who } approved correction { $number } alone, since nobody else may
fact-correction-refused = { $who } did not approve correction { $number }
fact-correction-withdrawn = { $who } took correction { $number } back
fact-breach-refuted = No breach after all: { $metric } was kept, as line { $by } shows
fact-merged-into = { $who } merged this into { $into }
fact-merge-undone = { $who } took the merge with { $from } back
fact-absorbed = { $who } merged { $number } into this
fact-released = { $who } took the merge of { $number } back
fact-linked-parent = { $who } linked this below { $number }
fact-linked-child = { $who } linked { $number } below this
fact-linked-related = { $who } noted that { $number } belongs to this
fact-linked-follow-up-of = This is a follow-up of { $number }
fact-linked-followed-up-by = { $number } follows this up
fact-said-in-merged = { $who } wrote to the client in { $of }, while this was merged with it; it counts here too
fact-unlinked = { $who } took the link with { $number } away
fact-children-told = { $who } told the clients of { $children } the same
fact-children-told-but = { $sentence }; not told: { $left }
fact-to-you-merged = We deal with this together with { $into }
fact-to-you-merge-undone = We deal with this on its own again

# Pages.
corrections-title = Corrections
corrections-about = A figure that was recorded wrong is corrected beside the original, never instead of it. A second person decides.
corrections-mine = Waiting for you
corrections-mine-none = Nothing waits for your decision.
corrections-others = Waiting for others
corrections-decided = Decided
corrections-decided-none = Nothing was decided yet.
corrections-more = Older
corrections-incident = Incident
corrections-what = Correction
corrections-asked-by = Asked by
corrections-standing = Decision
corrections-alone = alone
corrections-of = Figures and corrections
corrections-figures = As recorded, and as corrected
corrections-promise = Promise
corrections-raw = Recorded
corrections-corrected = Corrected
corrections-same = the same
corrections-figure = { $state }, { $used } of { $promised }
corrections-excused = Excused: { $excuse } (correction { $number })
corrections-refuted = No breach: it was stopped in time and noted later
corrections-one = Correction { $number }
corrections-decision = { $who }, { $at }
corrections-decision-alone = { $who }, { $at }, alone since nobody else may
corrections-note = A word with the decision
corrections-note-alone = Nobody else may approve this: why you do it yourself
corrections-approve = Approve
corrections-refuse = Do not approve
corrections-withdraw = Take it back
corrections-ask = Ask for a correction
corrections-ask-about = Choose what was recorded wrong, and say what is right.
corrections-refused = This could not be asked
corrections-object = What
corrections-object-breach = Excuse a breach: { $metric }, due { $due }
corrections-object-reported = Received { $at }
corrections-object-responded = First answer { $at }
corrections-object-restored = Service back { $at }
corrections-object-outage-start = Outage began { $at }
corrections-object-outage-end = Outage ended { $at }
corrections-object-calendar = Counted by calendar { $calendar }
corrections-excuse = Why it is excused
corrections-excuse-hint = For a breach.
corrections-at = The right time
corrections-at-hint = For a time.
corrections-calendar = The calendar that should have counted
corrections-calendar-hint = For a calendar.
corrections-reason = Why
corrections-evidence = Evidence for it
corrections-send = Ask for it
corrections-done-asked = Asked. It counts once somebody else has approved it.
corrections-done-decided = Noted.
corrections-wait = { $count ->
    [one] A correction waits for your decision
   *[other] { $count } corrections wait for your decision
}
together-title = Belongs together
together-refused = This could not be done
together-merged-into = Merged into { $into }
together-merged-about = The work, the messages and the alerts go on there:
together-undo = Take the merge back
together-undo-until = The merge can be taken back until { $until }.
together-undo-over = The time to take the merge back has passed.
together-parts = Merged into this
together-owed = { $name } ({ $of }) has had no answer yet; due { $due }.
together-owed-anyhow = { $name } ({ $of }) has had no answer yet.
together-owed-sign = First word owed
together-linked = Linked
together-is-parent = Above this
together-is-child = Below this
together-is-related = Belongs to this
together-is-follow-up-of = Follow-up of
together-is-followed-up-by = Followed up by
together-unlink = Take the link with { $number } away
together-tell = Tell all their clients
together-tell-about = The same words become a message of its own in each incident below this. No client sees that others are told, and each counts as an answer only where it was sent.
together-tell-words = The words
together-tell-hint = Name no client and no other incident.
together-tell-parent = { $client } too, of this incident itself
together-tell-send = Send to { $count ->
    [one] one incident
   *[other] { $count } incidents
} below this
together-with = Together with { $number }
together-merge = Merge { $from } into { $into }
together-merge-do = Merge
together-will = This will happen:
together-will-close = { $from } closes as a duplicate of { $into }. Its clocks, reminders and escalations stop.
together-will-start = { $into } counts from the earlier report: { $at }.
together-will-tell = { $name } is told, and hears of { $into } from now on.
together-will-owe = { $name } has had no answer yet: the first word is still owed, in { $into }.
together-will-alert = Alerts come along, and their repeats find { $into }.
together-will-undo = It can be taken back for 24 hours; then both are as if they had never been merged.
together-reason = Why they are one
together-other-client = This is an incident of another client. Incidents of two clients are never merged; link them below a parent.
together-link = Link instead
together-link-about = Each keeps its own clocks, messages and readers. Clients see only what follows up what.
together-link-parent = Put this below { $number }
together-link-child = Put { $number } below this
together-link-related = Note that they belong together
together-link-follow-up = Note that this follows up { $number }
together-find = Find the other one
together-q = Number or words
together-q-hint = Without words: what the client has open.
together-search = Search
together-none = Nothing was found.
together-done-merge = Merged.
together-done-undo = The merge was taken back.
together-done-tell = All were told.
together-done-link = Noted.
together-portal-merged = We deal with this together with { $into }. What you write here arrives there.
together-portal-there = Follow it there
together-banner = Merged into { $into }; it can be taken back until { $until }.
together-there = Go on there
together-undo-short = Take it back
together-line-part = { $number } was merged into this
together-go = Merge or link
corrections-go = Corrections
