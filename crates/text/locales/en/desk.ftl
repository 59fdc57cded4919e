# My desk, the queue, search, and opening an incident by hand.

# Stations of the route tracker: short, they stand beside each other.
station-reported = Reported
station-assigning = Who?
station-investigating = Investigate
station-developing = Develop
station-agreeing = Agree
station-rolling-out = Roll out
station-verifying = Verify
station-resolved = Resolved
station-closed = Closed
station-cancelled = Ended
station-since = since { $time }
station-about = ≈ { $time }
station-by = by { $time }
station-skipped = skipped
station-of = Step { $number } of { $of }: { $step }

queue-open = { $count } open
queue-new = New
queue-search = Search incidents, clients, applications
queue-views = Views
queue-empty = Nothing here
queue-empty-about = No incident fits this view.
queue-all = Show all open incidents
queue-pages = Pages
queue-first = First page
queue-next = Next page

view-all = All
view-mine = Mine
view-unassigned = Unassigned
view-due = Due soon
view-answer = To answer
view-breached = Missed
view-waiting = Waiting for the client
view-paused = Paused
view-never-due = Never due
view-running = Running
view-closed = Closed

filter-client = Any client
filter-application = Any application
filter-step = Any step
filter-priority = Any priority
filter-waiting = Whatever we wait for
filter-do = Filter
filter-none = Without filters

group-now = Needs you now
group-today = Today
group-later = Later
group-never-due = Never due: look at the agreement
group-paused = Paused
group-no-clock = Without a clock
group-over = Closed

row-to-answer = To answer
waits-on-client = Waiting for the client
waits-on-supplier = Waiting for a supplier
waits-on-client-party = Waiting for the client’s supplier
waits-on-change-window = Waiting for the change window
waits-on-internal = Waiting in our own house
waits-on-agreed-deferral = Planned
row-paused = paused

row-paused-since = since { $at }
row-never-due = never due

need-offer = Offered to you, answer by { $until }
need-answer = The client waits for an answer
need-late = { $metric } is late
need-due = { $metric } is nearly due
need-promise = You promised an update at { $at }
need-approved = Approved: make the fix
need-refused = Not approved: propose something else
need-prevention = Decide about prevention
need-report-back = Proved: report back

home-needs = Needs you now
home-mine = Yours
home-also-mine = Also yours
home-nobodys = Nobody has taken
home-nobodys-none = Everything is in somebody's hands.
home-troubles = Checks in trouble
home-troubles-none = All checks are good.
home-nothing = Nothing needs you now
home-nothing-about = New offers, answers and deadlines appear here by themselves.
home-all = Show all

search-title = Search
search-words = A number, or words from an incident, a client, an application
search-nothing = Nothing fits “{ $q }”
search-nothing-about = Try fewer or other words, or a number such as INC-1042.
search-clients = Clients
search-applications = Applications
search-applications-of = { $count ->
    [one] { $count } application
   *[other] { $count } applications
}

new-title = New incident
new-about = For a caller or a hunch. Two fields are enough; the rest can follow.
new-follow-up-title = Report a follow-up of { $number }
new-follow-up-about = The time to reopen { $number } has passed. The new incident refers to it, and both show the other.
new-whose = Application
new-application-unknown = Not known yet
new-caller = Who called
new-nobody-called = Nobody: I saw it myself
new-caller-hint = Without an application this tells whose it is.
new-summary = What is the matter, in one line
new-summary-hint = The client reads this too.
new-summary-missing = Say in one line what is the matter.
new-whose-missing = Choose the application, or who called: one of the two tells whose it is.
new-details = In the caller's words
new-nature = What kind of trouble
new-classify-later = Classify later
new-channel = How it came in
new-received = When it came
new-received-hint = When the call began, or the mail was there. Empty is now.
new-received-wrong = When it came is not a moment that there is.
new-channel-phone = By telephone
new-channel-mail = By mail
new-channel-desk = I saw it myself
new-do = Open incident
