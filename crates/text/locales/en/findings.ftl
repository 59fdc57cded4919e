# What is wrong with a RACI matrix: the rule, and the finding as a sentence with the party before it.

rule-e1 = Exactly one party is accountable
rule-e2 = At least one party is responsible
rule-e3 = A party is one thing in a row
rule-e4 = Behind A and R is a person who can be reached
rule-e5 = A and R can be reached around the clock where P1 asks for it
rule-e6 = The development team is always informed
rule-e7 = The client is informed, and asked about the fix
rule-e8 = A responsible supplier can be engaged
rule-e9 = Every activity has a row
rule-w1 = Of several responsible parties one starts
rule-w2 = Not too many are asked
rule-w3 = Every party has a letter
rule-w4 = Accountability does not hang on one person
rule-w5 = We answer for our own suppliers
rule-w6 = The supplier's contract is fast enough
rule-w7 = Who approves a release did not make it

finding-nobody-accountable = Nobody is accountable. Give exactly one party an A.
finding-several-accountable = { $count } parties are accountable. Leave the A with one of them.
finding-nobody-responsible = Nobody is responsible. Give at least one party an R.
finding-mixed-letters = { $party } has { $cell }. Only R and A go together.
finding-nobody-reachable = { $party } is A or R, but has no active person with a working channel. Add a person, or an address.
finding-no-human = Only a mailbox or an automation stands behind { $party }, which is A or R. Add a person.
finding-not-round-the-clock = { $party } is A or R where P1 is promised around the clock, but has nobody on call.
finding-client-not-round-the-clock = { $party } is A or R where P1 is promised around the clock, but the client has nobody on call.
finding-development-left-out = The development team must be informed from step 2 on. Give it at least an I.
finding-client-left-out = No party of the client is informed. Give one at least an I.
finding-client-not-asked = No party of the client is accountable or consulted about the fix. Give one an A or a C.
finding-no-contact-route = { $party } is responsible, but there is no way to engage it. Add an address.
finding-no-underpinning = { $party } is our responsible supplier, but nothing is agreed with it about time.
finding-no-row = This activity is part of the route, but has no row.
finding-nobody-starts = Several parties are responsible. Mark one as first (R1).
finding-several-start = { $count } parties are marked as first. Leave the mark with one of them.
finding-many-consulted = { $count } parties are consulted. More than three slows everybody down.
finding-blocking-consult = A P1 incident would wait for the advice of { $party }.
finding-no-letter = { $party } has no letter in any row.
finding-one-person-accountable = { $person } alone is accountable in { $rows } of { $of } rows. Spread it.
finding-supplier-accountable = { $party } is accountable, although it is our own supplier.
finding-slower-than-promised-alone = { $party } restores { $priority } in { $supplier }; that is more than the { $promised } we promised.
finding-slower-than-promised = { $party } restores { $priority } in { $supplier }; with our own { $margin } that is more than the { $promised } we promised.
finding-no-four-eyes = { $person } would approve a release of their own, while two pairs of eyes are asked for.

# A finding with the rows it is about.
finding-in-rows = { $rows }: { $finding }
