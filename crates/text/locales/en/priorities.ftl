# Priority, and the impact and urgency it follows from.

priority-1 = P1 · critical
priority-2 = P2 · high
priority-3 = P3 · normal
priority-4 = P4 · low
priority-5 = P5 · when there is time

impact = Impact
impact-1 = High
impact-2 = Medium
impact-3 = Low
impact-about-1 = Down for everybody, or data, security or privacy is hit.
impact-about-2 = An important function or a group of users is hit.
impact-about-3 = One user is hit, or it is only about looks.

urgency = Urgency
urgency-1 = High
urgency-2 = Medium
urgency-3 = Low
urgency-about-1 = Work has stopped, or a hard deadline is near, and there is no way around it.
urgency-about-2 = Work is hindered, but there is a way around it.
urgency-about-3 = It can wait.
