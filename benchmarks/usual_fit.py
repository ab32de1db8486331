"""Fitting the three numbers of ``shop/calibration.py``: logistic regression of "was the likeliest one taken next?"."""

from __future__ import annotations

from math import log

import numpy as np

from benchmarks.purchases import Customers
from benchmarks.usual_exams import counted, rates_of
from shop.calibration import DECAY, PRIOR_VISITS, score
from shop.habits import habits

VISITS = (1, 2, 3, 4, 5, 7, 10, 14)


def fitted(customers: Customers) -> str:
    """Intercept, slope and the weight of the visits, in one line. The decay and the prior's worth are as they stand."""
    from sklearn.linear_model import LogisticRegression  # a shop does without it

    rates = rates_of(customers)
    features, came = [], []
    for days in customers.values():
        for visits in VISITS:
            if len(days) <= visits:
                break
            known = counted(days[:visits])
            best = habits(known.values(), rates)[0].products[0]
            counter = known["product", best.product]
            decayed = counter.weight * DECAY ** (visits - counter.visit)
            inside = min(max(score(decayed, visits, rates.next_product(best.product, best.kind)), 1e-4), 1 - 1e-4)
            features.append((log(inside / (1 - inside)), log(visits / 3)))
            came.append(any(one.product == best.product for one in days[visits].items))
    model = LogisticRegression(C=1e6, max_iter=1_000).fit(np.array(features), np.array(came))
    slope, per_visits = model.coef_[0]
    return (
        f"INTERCEPT {model.intercept_[0]:.3f}, SLOPE {slope:.3f}, PER_VISITS {per_visits:.3f} with DECAY {DECAY} and "
        f"PRIOR_VISITS {PRIOR_VISITS}, from {len(came):,} cases"
    )
