# What people may do, and what parties are for an activity.

role-administrator = Administrator
role-manager = Service manager
role-engineer = Support engineer
role-developer = Developer
role-client = Client contact

letter-r = Responsible
letter-a = Accountable
letter-c = Consulted
letter-i = Informed

letter-about-r = Does it, and holds the incident after accepting.
letter-about-a = Answers for it and approves it.
letter-about-c = Is asked for advice.
letter-about-i = Is told.

activity-receive-and-register = Receive and register
activity-first-response = First response to the client
activity-classify = Classify
activity-live-status = Keep the live status
activity-assign-holder = Action: who? Assign the holder
activity-engage-supplier = Engage the supplier
activity-investigate = Investigate: status pages, logs, changes
activity-supply-evidence = Supply logs, data and access
activity-restore = Workaround or restore
activity-second-line-analysis = Second-line analysis
activity-build-fix = Build the fix
activity-agree-fix = Agree the fix
activity-inform-stakeholders = Inform stakeholders
activity-implement-and-test = Implement and test
activity-approve-release = Approve the release
activity-roll-out = Roll out to production
activity-verify-in-production = Verify in production
activity-report-back = Report back
activity-confirm-and-close = Confirm and close
activity-review = Review afterwards
activity-prevent = Preventive actions
