# What kind of trouble it is.

nature-outage = Outage
nature-performance = Slow
nature-wrong-or-missing-data = Wrong or missing data
nature-functional-defect = Something does not work
nature-security-privacy = Security or privacy
nature-certificate-dns = Certificate or DNS
nature-external-service = External service
nature-access = No access
nature-question = Question

nature-about-outage = The application does not answer.
nature-about-performance = It works, but too slowly.
nature-about-wrong-or-missing-data = Data is wrong or is not there.
nature-about-functional-defect = A function does not do what it should.
nature-about-security-privacy = Somebody may see or change what is not theirs.
nature-about-certificate-dns = A certificate or a domain name is not right.
nature-about-external-service = A service outside the application fails.
nature-about-access = Somebody cannot sign in or get in.
nature-about-question = Somebody wants to know something.
