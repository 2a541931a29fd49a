"""Makes the values this folder holds, by other people's implementations of the same formulas.

    python make.py        writes the .json files beside this one
"""

import json
import pathlib
import random

import numpy as np
from lifelines import AalenJohansenFitter
from scipy.stats import binom, norm
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight
from statsmodels.stats.proportion import proportion_confint

HERE = pathlib.Path(__file__).parent
SHARES = [(0, 1), (1, 1), (0, 5), (2, 5), (3, 3), (3, 10), (7, 20), (0, 30), (30, 30), (12, 40), (58, 118), (499, 5000)]


def write(name, value):
    rows = ",\n  ".join(json.dumps(row) for row in value)
    (HERE / name).write_text(f"[\n  {rows}\n]\n")


def wilson():
    """statsmodels takes a level and not a z: the level at which its z is the 1.96 of the program."""
    alpha = 2 * norm.sf(1.96)
    for k, n in SHARES:
        low, high = proportion_confint(k, n, alpha=alpha, method="wilson")
        yield [k, n, float(low), float(high)]


def median():
    """[n, ranks of the three intervals, sums, quartile, middle, quartile]: a pair of ranks is the largest r with
    P(Binomial(n, p) < r) <= 0.025, 0 where there is none, and the smallest s with P(Binomial(n, p) >= s) <= 0.025, n + 1
    where there is none."""
    chance = random.Random(20261122)
    for n in [*range(10, 61), 99, 100, 101, 250]:
        ranks = []
        for part in (0.25, 0.5, 0.75):
            low = max((r for r in range(1, n + 1) if binom.cdf(r - 1, n, part) <= 0.025), default=0)
            high = min((s for s in range(1, n + 1) if binom.sf(s - 1, n, part) <= 0.025), default=n + 1)
            ranks.append([low, high])
        sums = [chance.randrange(-50_000, 900_000) for _ in range(n)]
        yield [n, ranks, sums, *(float(np.quantile(sums, part)) for part in (0.25, 0.5, 0.75))]


def cohorts():
    """Cohorts without ties, for lifelines, then with many, as whole months make them."""
    chance = random.Random(20261122)
    event = lambda: chance.choice([0, 1, 1, 2])
    for n in (20, 41, 60):
        yield "no ties", [[month, event()] for month in chance.sample(range(1, 90), n)]
    for n in (24, 118, 400):
        yield "ties", [[chance.randrange(0, 30), event()] for _ in range(n)]


def by_lifelines(people, cause):
    months, events = zip(*people)
    fitter = AalenJohansenFitter(calculate_variance=False).fit(months, events, event_of_interest=cause)
    curve = fitter.cumulative_density_.iloc[:, 0]
    return lambda month: float(curve[curve.index <= month].iloc[-1])


def by_statsmodels(people, cause):
    # It has no month 0, so everybody is moved on by one.
    months, events = np.array(people).T
    fit = CumIncidenceRight(months + 1, events)
    shares = np.r_[0, fit.cinc[cause - 1]] if cause <= len(fit.cinc) else np.zeros(len(fit.times) + 1)
    return lambda month: float(shares[np.searchsorted(fit.times, month + 1, side="right")])


def incidence():
    for ties, people in cohorts():
        fit = by_lifelines if ties == "no ties" else by_statsmodels
        earned, gave_up = fit(people, 1), fit(people, 2)
        last = max(month for month, _ in people)
        curve = [[month, earned(month), gave_up(month)] for month in sorted({0, 1, 3, 6, 12, 24, last // 2, last})]
        yield {"by": fit.__name__, "people": sorted(people), "curve": curve}


def entered(ties):
    """People as [entered, month, event]: up to three months late, and never after their month."""
    chance = random.Random(20261203)
    event = lambda: chance.choice([0, 1, 1, 2])
    late = lambda month: [min(month, chance.choice([0, 0, 1, 2, 3])), month, event()]
    # Three who are seen from the start make sure that the curve has somebody at risk.
    start = [[0, 40 + place, 0] for place in range(3)]
    if ties:
        return [start + [late(chance.randrange(0, 30)) for _ in range(n)] for n in (24, 118, 400)]
    return [start + [late(month) for month in chance.sample(range(1, 90), n) if month not in (40, 41, 42)] for n in (20, 41, 60)]


def delayed():
    """A person enters half a month before the month from which on they are at risk, so that nothing ties with it. Past the
    month in which all who are left end lifelines has no variance: its formula divides by those who stay."""
    for people in entered(ties=False):
        since, months, events = np.array(people).T
        rows = []
        for month in (0, 1, 3, 6, 12, 24, 48):
            row = [month]
            for cause in (1, 2):
                fitter = AalenJohansenFitter().fit(months, events, event_of_interest=cause, entry=since - 0.5)
                for table in (fitter.cumulative_density_.iloc[:, 0], fitter.variance_):
                    row.append(float(table[table.index <= month].iloc[-1]))
            rows.append(row)
        yield {"by": "lifelines", "people": sorted(people), "ends": rows, "stays": []}
    for people in entered(ties=True):
        since, months, events = np.array(people).T
        fit = SurvfuncRight(months, (events > 0).astype(int), entry=since - 0.5)
        rows = [[int(m), float(s), float(e) ** 2] for m, s, e in zip(fit.surv_times, fit.surv_prob, fit.surv_prob_se)]
        yield {"by": "statsmodels", "people": sorted(people), "ends": [], "stays": [row for row in rows if row[1] > 0]}


def likely():
    """Wilson's interval at the effective number that lifelines' variance gives, for the earned of each such curve."""
    alpha = 2 * norm.sf(1.96)
    for row in delayed():
        for month, earned, variance, *_ in row["ends"]:
            if 0 < earned < 1:
                n = min(len(row["people"]), earned * (1 - earned) / variance)
                low, high = proportion_confint(earned * n, n, alpha=alpha, method="wilson")
                yield {"people": row["people"], "month": month, "low": float(low), "high": float(high)}


if __name__ == "__main__":
    write("wilson.json", wilson())
    write("median.json", median())
    write("incidence.json", incidence())
    write("delayed.json", delayed())
    write("likely.json", likely())
