"""Pay back a loan: plan, totals and a file to keep."""
import csv
import math
import sqlite3
from dataclasses import dataclass
from datetime import date

from tables import Table, euros

LOAN = 12_000
RATE = 0.049
YEARS = 4


@dataclass
class Month:
    number: int
    interest: float
    principal: float
    left: float


def plan(loan: float, rate: float, years: int) -> list[Month]:
    n, r = years * 12, rate / 12
    payment = loan * r / (1 - math.pow(1 + r, -n))
    left, months = loan, []
    for i in range(1, n + 1):
        interest = left * r
        principal = min(payment - interest, left)
        left -= principal
        months.append(Month(i, interest, principal, left))
    return months


months = plan(LOAN, RATE, YEARS)
print(f"Loan of {euros(LOAN)} at {RATE:.1%}, {len(months)} months, from {date(2026, 1, 1):%B %Y}")
print(f"Interest in all: {euros(sum(m.interest for m in months))}")

display(Table(["Month", "Interest", "Principal", "Left"],
              [[m.number, euros(m.interest), euros(m.principal), euros(m.left)] for m in months if m.number % 12 == 0]))

db = sqlite3.connect(":memory:")
db.execute("create table month (number, interest)")
db.executemany("insert into month values (?, ?)", [(m.number, m.interest) for m in months])
print("Dearest month:", db.execute("select number from month order by interest desc").fetchone()[0])

with open("plan.csv", "w", newline="") as f:
    csv.writer(f).writerows([["month", "left"]] + [[m.number, round(m.left, 2)] for m in months])

{"months": len(months), "last": round(months[-1].left, 2)}
