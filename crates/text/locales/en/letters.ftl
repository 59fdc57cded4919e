# The frame of letters, and what letters are called on the timeline.

mail-open-desk = Open the incident
mail-open-portal = Open on the portal
mail-open-consent = Read and decide
mail-open-confirm = Confirm or respond
mail-answer-by-mail = Please leave the number in the subject when you answer.

mail-number = Incident
mail-number-client = Your number
mail-client = Client
mail-application = Application
mail-priority = Priority
mail-holder = Holder
mail-holder-client = Who acts
mail-reported = Reported

mail-why-r = You get this because you are responsible for what comes next.
mail-why-a = You get this because you are accountable for it.
mail-why-c = You get this because you are asked for advice.
mail-why-i = You get this because you are kept informed.
mail-why-client = You get this because you are a contact of { $client }.
mail-why-supplier = You get this because you supply a part of this application.
mail-why-account = You get this because an account with this address is being used at { $house }.
mail-times = All times are in the zone { $zone }.

mail-recovered-by-itself = It recovered by itself.
mail-no-answer = We had no answer from you.

# What a letter was about.
about-received = confirmation of the report
about-asked = request to take it
about-nobody-took = nobody has taken it
about-offered = offer to take it
about-not-taken = an offer was not taken
about-informed = news
about-moved = new step
about-message = message
about-client-wrote = message from the client
about-consent-asked = request for approval
about-consented = approval given
about-consent-refused = approval refused
about-confirm-asked = report back
about-closed = closed
about-cancelled = ended
about-reopened = reopened
about-warning = warning about time
about-breach = a time was missed
about-promise-missed = a promised update did not come
about-response-voided = a message reached nobody
about-closing-proposed = question whether it may close
about-reminder = reminder
about-correction-asked = request to approve a correction
about-correction-decided = decision on a correction
about-merged-into = merged
about-merge-undone = merge taken back

mail-open-account-reset-password = Choose a new password
mail-open-account-invitation = Choose a password
mail-open-account-welcome-admin = Choose a password
