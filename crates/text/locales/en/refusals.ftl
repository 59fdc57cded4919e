# Why something was not carried out, and the way on.

refusal-no-such-move = An incident that is “{ $from }” cannot become “{ $to }”.
refusal-guarded = Before this can become “{ $to }”, something is missing.
refusal-not-now = This cannot be done while the incident is “{ $at }”.
refusal-missing = Please fill in { $what }.
refusal-already-yours = You hold this incident already.
refusal-no-offer = This incident is not offered to anybody at the moment.
refusal-nobody-there = There is nobody behind { $party } who could take it. Choose another party, or add a person first.
refusal-other-proposal = The proposal has changed in the meantime. Version { $current } is on the table; please read it first.
refusal-no-proposal = There is no proposal on the table any more.
refusal-still-red = The check that failed is not green yet. Wait until it is, or look for what is still wrong.
refusal-wrong-time = That time is not possible: { $why }.
refusal-foreign-evidence = This evidence belongs to another incident.
refusal-too-late = The time to reopen this has passed. Open a new incident that refers to this one.
refusal-already = Nothing to do: it is so already.
refusal-unknown = There is no { $what } “{ $key }”.

missing-the-person-who-takes-it = who takes it
missing-the-reason = the reason
missing-the-reason-for-a-lower-priority = the reason for a lower priority
missing-the-question-to-the-development-team = the question to the development team
missing-the-summary = the summary
missing-the-report = the report
missing-the-text = the text
missing-the-title = the title
missing-with-whom-you-spoke = with whom you spoke
missing-what-was-said = what was said
missing-what-was-found = what was found
missing-the-solution = the solution
missing-what-was-rolled-out = what was rolled out
missing-the-proof = the proof
missing-the-cause = the cause
missing-the-report-to-the-client = the report to the client
missing-a-report-that-the-client-can-read = a report that the client can read
missing-the-preventive-action = the preventive action

wrong-time-the-next-update-is-promised-in-the-past = the next update is promised in the past
wrong-time-the-reminder-lies-in-the-past = the reminder lies in the past
wrong-time-the-call-lies-in-the-future = the call lies in the future
wrong-time-the-call-was-before-the-report = the call was before the report
wrong-time-a-call-can-be-logged-until-24-hours-afterwards = a call can be noted until 24 hours afterwards

unknown-client = client
unknown-person = person
unknown-component = component
unknown-application = application
missing-who-of-the-client-consented--and-how = who of the client consented, and how
