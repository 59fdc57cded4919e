# Words of the frame around every page and of its shared parts.

# Short words for days, hours, minutes and seconds, in this order.
common-units = d h m s
common-skip = Skip to content
common-live = live
common-live-lost = The connection is lost. We keep trying; what you type is kept.
common-priority = Priority
common-nobody = Nobody yet
common-step-done = done
common-close = Close
common-cancel = Cancel

desk-rail = Main
desk-home = My desk
desk-incidents = Incidents
desk-monitoring = Monitoring
desk-clients = Clients
desk-agreements = Agreements
desk-people = People
desk-account = Account
desk-on-duty = on duty
desk-preferences = Preferences
desk-theme = Switch light or dark
desk-theme-auto = As the system
desk-theme-light = Light
desk-theme-dark = Dark
desk-sign-out = Sign out

incident-progress = Progress
incident-next = Next:
incident-holder = Holder

clock-left = left
clock-late = late

scope-internal = Internal note
scope-party = With

entry-quoted = Show quoted text

evidence-title = Evidence

composer-who-sees = Who sees this
composer-to-client = Reply to
composer-to-party = Ask
composer-client-sees = The client sees this
composer-party-sees = Only this party and we see this
composer-internal-sees = Only we see this
composer-text = Message
composer-placeholder = Write a message
composer-recipients = Recipients
composer-promise = Promise an update at
composer-promise-when = Next update
composer-send = Send
composer-save-note = Save note
composer-draft-kept = Draft kept

keys-title = Keys
keys-search = Search
keys-palette = Commands
keys-list = Down and up in a list
keys-open = Open
keys-reply = Reply
keys-note = Internal note
keys-take = Take it
keys-hand-over = Hand over
keys-send = Send what you wrote
keys-this-list = This list
keys-off = Switch single keys off in this browser

palette-placeholder = Where to, or what to do
palette-search = Search for

confirm-title = Are you sure
confirm-name = Type the name to go on
confirm-yes = Yes, go on

portal-nav = Main
portal-applications = Applications
portal-incidents = Incidents
portal-report = Report something
portal-times-in = Times in
