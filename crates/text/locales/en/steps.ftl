# Steps and phases of the route. `step-` is what the desk reads, `step-client-` what the client does.

step-reported = Reported
step-assigning = Action: who?
step-investigating = Investigating
step-developing = With development
step-agreeing = Approval asked
step-implementing = Making the fix
step-rolling-out = Rolling out
step-verifying = Verifying in production
step-resolved = Resolved
step-reviewing = Looking back
step-closed = Closed
step-cancelled = Cancelled

step-client-reported = Reported
step-client-assigning = Action: who?
step-client-investigating = Investigating
step-client-developing = With development
step-client-agreeing = Proposal — your approval
step-client-implementing = Rolling out
step-client-rolling-out = Rolling out
step-client-verifying = Verifying
step-client-resolved = Resolved — please confirm
step-client-reviewing = Resolved
step-client-closed = Closed
step-client-cancelled = Cancelled

# What the step means for the client, in one sentence.
step-about-reported = We know about it and are looking at it now.
step-about-assigning = We are deciding who is best placed to solve this.
step-about-investigating = We are looking for the cause.
step-about-developing = The developers are working on it.
step-about-agreeing = There is a proposal. We go on as soon as it is approved.
step-about-implementing = The solution is being made and tested.
step-about-rolling-out = The solution is being put in place.
step-about-verifying = The solution is in place. We are watching whether it stays well.
step-about-resolved = It is solved. Please let us know whether you agree.
step-about-reviewing = It is solved. We look back on what happened.
step-about-closed = It is done.
step-about-cancelled = We no longer work on this.

phase-report = Report
phase-action-who = Action: who?
phase-investigation = Investigation
phase-development = Development team
phase-solution = Solution
phase-close = Report back and close
