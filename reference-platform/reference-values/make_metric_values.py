"""Writes figures of scikit-learn and SciPy for rankings with ties and for pairs of samples: metrics.json.

The platform's own metrics are held against it by tests/analytics. Python is needed only to make the file anew:
pip install -r requirements.txt && python make_metric_values.py
"""

import json
import platform
from pathlib import Path

import numpy
import scipy
import sklearn
from scipy.special import kolmogorov
from scipy.stats import ks_2samp
from sklearn.metrics import (
    average_precision_score,
    confusion_matrix,
    f1_score,
    precision_score,
    recall_score,
    roc_auc_score,
)


def ranking(name, scores, labels, threshold):
    flagged = (scores > threshold).astype(int)
    tn, fp, fn, tp = confusion_matrix(labels, flagged, labels=[0, 1]).ravel().tolist()
    return {
        "name": name,
        "scores": scores.tolist(),
        "labels": labels.tolist(),
        "threshold": threshold,
        "confusion": {"truePositives": tp, "falsePositives": fp, "trueNegatives": tn, "falseNegatives": fn},
        "precision": float(precision_score(labels, flagged, zero_division=0)),
        "recall": float(recall_score(labels, flagged, zero_division=0)),
        "f1": float(f1_score(labels, flagged, zero_division=0)),
        "rocAuc": float(roc_auc_score(labels, scores)),
        "averagePrecision": float(average_precision_score(labels, scores)),
    }


def rankings():
    random = numpy.random.default_rng(20_261_122)
    labels = (random.uniform(size=300) < 0.1).astype(int)
    smooth = numpy.round(random.normal(0, 1, 300) + 1.5 * labels, 6)
    return [
        ranking("distinct scores", smooth, labels, 1.5),
        ranking("many ties", numpy.round(smooth), labels, 1.0),
        ranking("all scores equal", numpy.zeros(300), labels, 0.0),
        ranking("worse than guessing", -smooth, labels, 0.0),
        ranking("perfect", labels.astype(float), labels, 0.5),
        ranking("one anomaly, ranked last", numpy.arange(20.0), numpy.array([1] + [0] * 19), 10.0),
    ]


def pair(name, left, right):
    distance = float(ks_2samp(left, right).statistic)
    root = numpy.sqrt(len(left) * len(right) / (len(left) + len(right)))
    return {
        "name": name,
        "left": left.tolist(),
        "right": right.tolist(),
        "distance": distance,
        # Stephens (1970): the finite sizes are taken into the limit distribution.
        "probability": float(kolmogorov((root + 0.12 + 0.11 / root) * distance)),
    }


def pairs():
    random = numpy.random.default_rng(5)

    def normal(size, mean=0.0):
        return numpy.round(random.normal(mean, 1, size), 6)

    return [
        pair("the same population", normal(200), normal(150)),
        pair("a shifted mean", normal(200), normal(150, 0.5)),
        pair("whole numbers", numpy.round(normal(120)), numpy.round(normal(90, 0.3))),
        pair("a constant", numpy.zeros(40), numpy.zeros(30)),
        pair("apart", numpy.zeros(40), numpy.ones(30)),
    ]


if __name__ == "__main__":
    content = {
        "versions": {
            "python": platform.python_version(),
            "numpy": numpy.__version__,
            "scipy": scipy.__version__,
            "scikitLearn": sklearn.__version__,
        },
        "rankings": rankings(),
        "pairs": pairs(),
    }
    path = Path(__file__).parent / "metrics.json"
    path.write_text(json.dumps(content, separators=(",", ":")) + "\n", encoding="utf-8")
