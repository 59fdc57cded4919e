# Moments and lengths of time, numbers, and a few words that many pages need.

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

month-short-1 = Jan
month-short-2 = Feb
month-short-3 = Mar
month-short-4 = Apr
month-short-5 = May
month-short-6 = Jun
month-short-7 = Jul
month-short-8 = Aug
month-short-9 = Sep
month-short-10 = Oct
month-short-11 = Nov
month-short-12 = Dec

weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday

weekday-short-1 = Mon
weekday-short-2 = Tue
weekday-short-3 = Wed
weekday-short-4 = Thu
weekday-short-5 = Fri
weekday-short-6 = Sat
weekday-short-7 = Sun

time-today = today
time-yesterday = yesterday
time-tomorrow = tomorrow
time-just-now = just now
time-ago = { $span } ago
time-ahead = in { $span }
# Until when something runs, from when something ran.
time-range = { $from } to { $to }

# Short lengths of time, for figures.
span-seconds = { $seconds } s
span-minutes = { $minutes } m
span-hours = { $hours } h { $minutes } m
span-days = { $days } d { $hours } h

# Lengths of time in sentences and agreements.
length-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
length-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
length-and = { $hours } { $minutes }

common-list-and = { $first } and { $last }
common-unknown = unknown
