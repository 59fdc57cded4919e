# What is said at the doors: signing in and out, passwords, and pages that say what went wrong.

problem-home = To the first page
problem-number = Number of the request: { $number }. Please name it when you ask us about this.

problem-not-signed-in-title = Please sign in
problem-not-signed-in-text = You are not signed in, or you were signed out in the meantime.
problem-no-token-title = A token is needed
problem-no-token-text = This address is meant for programs that carry a token.
problem-denied-title = This is not open to you
problem-denied-text = Your account may not do this. Ask an administrator if you think it should.
problem-cross-site-title = This came from elsewhere
problem-cross-site-text = Your browser says that another site sent this request. Open the page here and try again.
problem-not-found-title = There is nothing here
problem-not-found-text = What you look for does not exist, or it is not yours to see.
problem-wrong-method-title = This cannot be done here
problem-wrong-method-text = The address exists, but not for this. Go back and try again from the page.
problem-malformed-title = This could not be read
problem-malformed-text = What was sent could not be read. Go back and try again.
problem-unreadable-title = This could not be read
problem-unreadable-text = Something was missing in what was sent, or was not understood. Go back and try again.
problem-not-json-title = This could not be read
problem-not-json-text = What was sent is not in the format that is expected here.
problem-too-large-title = This is too large
problem-too-large-text = At most 1 MB can be sent at once. Leave something out and try again.
problem-too-often-title = Too many tries
problem-too-often-text = For your safety we wait a little before the next try. Please try again in a minute.
problem-refused-title = This cannot be done now
problem-stale-title = It has changed in the meantime
problem-stale-text = Somebody else changed this while you were looking at it. Go back, look at it again and decide anew.
problem-busy-title = It is too busy at the moment
problem-busy-text = Nothing was changed. Please try again in a few seconds.
problem-broken-title = Something went wrong with us
problem-broken-text = It is our mistake, and it has been written down. Please try again later.

signin-title = Sign in
signin-email = E-mail address
signin-password = Password
signin-button = Sign in
signin-forgotten = Forgotten your password?
signin-wrong = The address and the password do not belong together. Check both, or choose a new password.
signin-locked = Too many attempts for this account. Try again after { $at }.
signin-signed-out = You are signed out.

password-forgotten-title = Choose a new password
password-forgotten-text = Fill in your address. If it is known here, we send you a link to choose a new password.
password-forgotten-button = Send the link
password-forgotten-sent = If this address is known here, a link is on its way. It is good for a short time and works once.
password-back = Back to signing in

password-new-title = Choose your password
password-new-for = For { $email }
password-new = New password
password-again = The same once more
password-current = Your password until now
password-hint = At least { $count } characters. A sentence is a good password.
password-new-button = Set password
password-unequal = Both must be the same.
password-current-wrong = This is not your password until now.
password-too-short = At least { $count } characters, please.
password-too-long = At most { $count } characters, please.
password-own-name = Please do not use your own name or address.
password-monotonous = Please use more different characters.
password-changed = Your password is changed. You are signed out everywhere else.
password-link-void-title = This link does not work any more
password-link-void-text = It was used already, or it is too old. You can ask for a new one.

first-title = Welcome to Piket
first-text = You are the first here. Fill in who you are; you become the administrator.
first-name = Your name
first-name-wrong = A name has 1 to 100 characters.
first-email-wrong = Please fill in a mail address that is not a client's.
first-button = Begin

me-title = Preferences
me-password = Password
me-sessions = Where you are signed in
me-sessions-text = Sign out elsewhere if you do not know one of these.
me-session-this = this one
me-session-since = since { $at }
me-session-seen = last seen { $at }
me-session-end-others = Sign out everywhere else
me-change = Change password
me-language = Language
me-language-of = Language of these pages and of letters to you
me-language-usual = That of the house
me-language-name = English
me-language-keep = Keep
