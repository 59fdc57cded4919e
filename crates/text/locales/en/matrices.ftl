# Matrices of responsibilities: the list, one of them, and its draft.

matrices-title = Responsibilities
matrices-about = Who does, answers for, is asked about and is told of each activity. The most specific matrix that has a row says who.
matrices-none = There is no matrix yet
matrices-none-next = Without one nobody is asked by what was agreed. Begin one like the usual.
matrices-new = New matrix
matrices-stale = Somebody else saved this draft since you looked. { $edited }. Look at it again before it counts.
matrices-retired-meanwhile = It was retired since this draft was begun. Give the draft up, or begin a new matrix.
matrices-new-about = It begins as a draft. Nobody is asked by it until you activate it.
matrices-key-hint = Short, for files and addresses: small letters, digits and dashes. It stays.
matrices-wrong-key = Use small letters, digits and dashes, as in “molen-hosting”.
matrices-taken = There is a matrix or a draft with this key already.
matrices-where = Where it counts
matrices-where-about = Leave open what does not matter. It stays as chosen here.
matrices-any-client = All clients
matrices-any-application = All applications
matrices-any-component = All components
matrices-no-such-place = These do not belong together, or are not there any more. Choose again.
matrices-like = Begin like
matrices-like-usual = the usual: all rows filled in
matrices-like-supplier = the usual where the fix lies with a supplier of ours
matrices-like-client-supplier = the usual where the fix lies with a supplier of the client
matrices-like-nothing = nothing: all rows come from more general matrices
matrices-rows = { $count ->
    [one] one row of its own
   *[other] { $count } rows of its own
}
matrices-errors = { $count ->
    [one] one error
   *[other] { $count } errors
}
matrices-warnings = { $count ->
    [one] one warning
   *[other] { $count } warnings
}
matrices-name = Name
matrices-own = own row
matrices-from = from { $name }
matrices-nobody-says = no matrix has this row
matrices-cell = { $activity }: { $party }
matrices-not-letters = “{ $text }” are not letters. Use R, A, C, I or R/A; R1 for who starts, C with an exclamation mark for advice to wait for.
matrices-how = Type R, A, C, I or R/A. R1 starts when several do it; C with an exclamation mark must answer before it goes on. A row that is left empty comes from the matrix named beside it, whose letters are shown in grey. Arrow keys lead from cell to cell.
matrices-take = Take over
matrices-take-about = Fill in { $activity } as { $name } has it
matrices-leave = Leave out
matrices-leave-about = Empty { $activity }, so that it comes from { $name }
matrices-add = Another party
matrices-add-do = Add a column
matrices-csv = As a file
matrices-csv-take = Take a file over
matrices-csv-about = Lines of activity;party;letters, as a spreadsheet saves them. All rows of the draft are replaced.
matrices-csv-lines = Lines
matrices-csv-wrong = Nothing was taken over
matrices-save = Save draft
matrices-save-review = Save and review
matrices-draft = Draft
matrices-draft-about = Nobody is asked by it until you activate it.
matrices-unread = Some letters were not understood; nothing was saved
matrices-review = { $name }: before it counts
matrices-is-new = It is a new matrix.
matrices-touched = Applications that it serves
matrices-serves-none = It serves no application now.
matrices-new-only = It holds for incidents that are reported from then on. Those under way keep the matrix under which they were reported.
matrices-not-activated = It does not count yet: mend the errors first.
matrices-done-activated = The new version counts for incidents that are reported from now on.
matrices-done-discarded = The draft was given up.
matrices-done-retired = It no longer counts for new incidents; their rows come from more general matrices.
matrices-retire = Retire
matrices-retire-sure = Retire { $name }? Its rows then come from more general matrices.
matrices-not-retired = It could not be retired
matrices-is-old = This is an earlier version; it no longer counts.
matrices-is-retired = This matrix was retired.
matrices-changed = What is different from version { $version }
matrices-signed = Agreed by

matrix-change-name = Its name: { $from } becomes { $to }
matrix-change-scope = It counts in another place.
matrix-change-left = { $activity }: it has no row for this any more
matrix-change-cell = { $activity }, { $party }: { $from } becomes { $to }
matrix-change-new = { $activity }, { $party }: { $to } is new
matrix-change-gone = { $activity }, { $party }: no longer { $from }

# What would happen: a matrix tried out.
try-title = What would happen
try-about = As it is agreed now. Nothing happens by looking.
try-at = Reported at
try-wrong-at = This is not a moment that there is.
try-do = Look
try-first = Who hears first
try-rung = { $at }: { $name }, by mail
try-rung-about = until somebody has taken it
try-nobody-first = Nobody hears it by itself.
try-promised = What is promised for { $priority }
try-due = { $metric }: until { $at }
try-never = { $metric }: never, its hours are never open
try-nothing-promised = Nothing is promised for it.
try-supplier = The supplier
try-supplier-open = { $name } is open then, by its contract.
try-supplier-closed = { $name } is closed then, by its contract, and opens { $at }.
try-supplier-never = { $name } is never open, by its contract.
try-supplier-no-contract = { $name } has no contract here, so none of its hours are known.
try-who = Who does what
try-does = Does it
try-answers = Answers for it
try-asked = Is asked
try-told = Is told
try-sees-supplier = A supplier sees what is shared with it, and never an internal note or the words of another supplier.
try-sees-client = People of the client see what is said to the client.
try-nobody = nobody is there
