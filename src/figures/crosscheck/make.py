"""Makes the values this folder holds, by other people's implementations of the same formulas.

    python make.py        writes wilson.json, median.json, incidence.json and band.json beside this file
"""

import json
import pathlib
import random

import numpy as np
from lifelines import AalenJohansenFitter
from scipy.stats import binom, norm
from statsmodels.duration.survfunc import CumIncidenceRight
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
    """[n, rank, sums, quartile, middle, quartile]: the rank is the largest r with P(Binomial(n, 1/2) < r) <= 0.025."""
    chance = random.Random(20261122)
    for n in [*range(10, 61), 99, 100, 101, 250]:
        rank = int(binom.ppf(0.025, n, 0.5))
        while binom.cdf(rank, n, 0.5) <= 0.025:
            rank += 1
        while rank > 0 and binom.cdf(rank - 1, n, 0.5) > 0.025:
            rank -= 1
        sums = [chance.randrange(-50_000, 900_000) for _ in range(n)]
        yield [n, rank, sums, *(float(np.quantile(sums, part)) for part in (0.25, 0.5, 0.75))]


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


def splitmix64(seed):
    while True:
        seed = (seed + 0x9E3779B97F4A7C15) % 2**64
        mixed = (seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9 % 2**64
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB % 2**64
        yield mixed ^ (mixed >> 31)


def below(stream, bound):
    """Lemire's method, written with the division it is known for leaving out."""
    while True:
        product = next(stream) * bound
        if product % 2**64 >= 2**64 % bound:
            return product // 2**64


def band():
    """The bootstrap written a second time: curves by statsmodels, quantiles by numpy, the same seed."""
    order = {1: 0, 2: 1, 0: 2}  # earned, gave up, censored
    for ties, people in list(cohorts())[3:5]:
        people = sorted(people, key=lambda person: (person[0], order[person[1]]))
        stream, n = splitmix64(7), len(people)
        months = sorted({month for month, event in people if event})
        draws = []
        for _ in range(1000):
            share = by_statsmodels([people[below(stream, n)] for _ in range(n)], 1)
            draws.append([share(month) for month in months])
        low, high = np.quantile(draws, 0.025, axis=0), np.quantile(draws, 0.975, axis=0)
        yield {"people": people, "band": [[m, float(a), float(b)] for m, a, b in zip(months, low, high)]}


if __name__ == "__main__":
    write("wilson.json", wilson())
    write("median.json", median())
    write("incidence.json", incidence())
    write("band.json", band())
