# What is missing before an incident can move on, and what to do.

guard-application-known = It is not known which application this is about. Choose the application.
guard-classified = Nature, impact and urgency are not set. Classify the incident.
guard-duplicates-looked-at = Nobody has looked whether this is known already. Look at the open incidents of this application.
guard-holder-accepted = An offer is still open. Wait until it is accepted, or take the incident yourself.
guard-client-told = The client does not know yet who acts. Write to the client.
guard-finding-with-evidence = There is no finding with evidence. Note what you found and attach at least one item of evidence.
guard-cause-known = The cause is not known. Note a finding and mark it as the cause.
guard-proposed = There is no proposal. Propose a solution.
guard-proposal-complete = The proposal is not complete. Say what will be done, what the risk is, how it is undone and how it is tested.
guard-consented = The client has not agreed to this proposal yet. Ask for approval, or note what the client told you.
guard-tested = The fix has not been tested outside production. Test it and note that.
guard-release-approved = The release has not been approved. Note that the fix is ready for production.
guard-rolled-out = The fix is not in production yet. Note the rollout: which version, and what was done.
guard-watched-green = The fix has not been watched long enough. Wait for the watch period, or note other proof.
guard-proved-green = The check that failed is not green. Wait until it is, or look for what is still wrong.
guard-reported-back = The client has not heard what it was and how it was solved. Report back.
guard-confirmed-or-silent = The client has not confirmed, and the time to object has not passed. Wait, or note what the client told you.
guard-cause-and-solution = Cause and solution are not written down. Write both in the client's words.
guard-prevention-decided = Nothing is decided about prevention. Plan a preventive action, or say why none is needed.
guard-minor-fix-preapproved = The agreement does not allow a small fix without asking. Propose it to the client first.
guard-nobody-engaged = Somebody is working on this. Only an incident that nobody touched can end this way.
guard-kind-allowed = This way of resolving is not allowed for this priority and agreement. Choose another way.
