# Clients and applications: what was agreed, who does what, which way an incident goes.

language-en = English
language-nl = Dutch

# How something is, by its checks.
condition-ok = good
condition-warn = warning
condition-bad = down
condition-none = not measured

clients-where = Where you are
clients-client = Client
clients-state = State
clients-applications = Applications
clients-open = Open
clients-none = There is no client yet
clients-none-next = Clients, their applications and agreements are described in files. Write one and apply it.
clients-language = Written to in { $language }.
clients-new-incident = New incident
clients-open-incidents = Open incidents
clients-closed-incidents = Closed incidents
clients-none-open = Nothing is open for this client.
clients-no-applications = This client has no application yet
clients-no-applications-next = Describe it in a file and apply it, so that its checks and agreements count.
clients-people = People
clients-no-people = Nobody of this client is known
clients-no-people-next = Without a contact nobody hears of an incident. An administrator can add people.
clients-name = Name
clients-parties = Stands for
clients-reach = Reach
clients-language-short = Language
clients-left = left
clients-on-this-page = On this page
clients-agreement = Agreement
clients-version = version { $version }
clients-no-agreement = Nothing was agreed
clients-no-agreement-next = Without an agreement there are no clocks. Name one in the file of the application.
clients-matrix = Who does what
clients-route = Route
clients-parts = Components and suppliers
clients-no-parts = The application is looked after as a whole; no components are described.
clients-ours = ours
clients-supplier-reacts = answers within { $time }
clients-supplier-restores = restores within { $time }
clients-checks = Checks
clients-no-checks = Nothing is watched
clients-no-checks-next = Describe a check in a file and apply it, so that trouble is seen before the client calls.
clients-no-incidents = There was no incident with this application yet.

hours-title = Service window
hours-always = day and night
hours-days = { $first } to { $last }
hours-holidays = Closed on public holidays; the next one is { $next }. Zone { $zone }.
hours-no-holidays = Public holidays count as ordinary days. Zone { $zone }.

agreed-also = Also agreed
agreed-pause = Waiting for the client stops the clocks at { $priorities }.
agreed-no-pause = Waiting for the client never stops the clocks.
agreed-fixes = A restart or a revert needs no approval beforehand.
agreed-no-fixes = Every fix needs approval beforehand.
agreed-workaround = A workaround may resolve an incident.
agreed-reopen = { $days ->
    [one] An incident can be opened again within { $days } business day.
   *[other] An incident can be opened again within { $days } business days.
}
agreed-warn = We are warned at { $percents } of a promise.

raci-about = as it counts for the place chosen below
raci-component = Component
raci-nature = Kind of trouble
raci-any-component = Any component
raci-any-nature = Any kind
raci-show = Show
raci-try = Try it out
raci-activity = Activity
raci-source = From matrix
raci-none = No matrix counts here
raci-none-next = Without a matrix nobody is asked by itself. Describe one in a file and apply it.
raci-findings = Worth a look
raci-first = { $words }, starts
raci-blocking = { $words }, must answer first
raci-passed-over = not in { $names }
raci-no-supplier = no supplier here, so ours
raci-level-component-and-nature = for this component and kind of trouble
raci-level-component = for this component
raci-level-nature = for this kind of trouble
raci-level-application = for this application
raci-level-client = for this client
raci-level-organisation = for everything

path-step = Step
path-client = The client reads
path-who = With
path-by-itself = By itself
path-accept = whoever is asked answers within { $time }
path-checkpoint = after { $time }: think of the second line
path-consent = reminder after { $time } without an answer
path-watch = { $count ->
    [one] green for { $time } and at least one result
   *[other] green for { $time } and at least { $count } results
}
path-confirm = { $days ->
    [one] closed after { $days } business day without objection
   *[other] closed after { $days } business days without objection
}
