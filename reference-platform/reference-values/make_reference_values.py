"""Writes scores of scikit-learn and PyOD for small fixed data sets, one JSON file a set.

The platform's own algorithms are held against these files by tests/algorithms. Python is needed only to
make the files anew:  pip install -r requirements.txt && python make_reference_values.py
"""

import json
import platform
from pathlib import Path

import numpy
import pyod
import sklearn
from pyod.models.iforest import IForest
from pyod.models.mad import MAD
from sklearn.ensemble import IsolationForest
from sklearn.metrics import f1_score, precision_score, recall_score, roc_auc_score
from sklearn.neighbors import LocalOutlierFactor

FOLDER = Path(__file__).parent
TREES, SAMPLE_SIZE, CONTAMINATION = 100, 256, 0.05
LARGEST_DISTANCE = 1e9


def two_clusters():
    """Two normal clusters of different density in four columns, and 5 % rows spread far around them."""
    random = numpy.random.default_rng(20_261_121)
    dense = random.normal([0, 0, 0, 0], 1.0, (400, 4))
    sparse = random.normal([9, 9, 0, -4], 2.0, (255, 4))
    anomalies = random.uniform(-16, 24, (35, 4))
    return stack([dense, sparse], anomalies, random)


def payments():
    """Amount, hour, items and age of account: skewed columns as in payments, with 4 % anomalous rows."""
    random = numpy.random.default_rng(7)
    rows = 960
    normal = numpy.column_stack(
        [
            random.lognormal(4, 0.5, rows),
            random.normal(14, 3, rows),
            random.gamma(2.0, 1.5, rows),
            random.exponential(400, rows),
        ]
    )
    anomalies = numpy.column_stack(
        [
            random.lognormal(7, 0.5, 40),
            random.normal(3, 1, 40),
            random.gamma(9.0, 3.0, 40),
            random.exponential(10, 40),
        ]
    )
    return stack([normal], anomalies, random)


def stack(normal, anomalies, random):
    values = numpy.vstack([*normal, anomalies])
    labels = numpy.concatenate([numpy.zeros(len(values) - len(anomalies)), numpy.ones(len(anomalies))])
    order = random.permutation(len(values))
    # Six decimals: short in JSON, and read back as exactly the number that is scored below.
    return numpy.round(values[order], 6), labels[order].astype(int)


def robust_distances(values):
    """|x - median| / (1.4826 MAD); MAD 0: 1.2533 mean absolute deviation; that 0: 0 or a large value."""
    median = numpy.median(values, axis=0)
    deviation = numpy.abs(values - median)
    scale = 1.4826 * numpy.median(deviation, axis=0)
    scale = numpy.where(scale > 0, scale, 1.2533 * deviation.mean(axis=0))
    safe = numpy.where(scale > 0, scale, 1.0)
    distances = numpy.where(scale > 0, deviation / safe, numpy.where(deviation > 0, LARGEST_DISTANCE, 0.0))
    return numpy.minimum(distances, LARGEST_DISTANCE)


def quality(scores, labels):
    threshold = numpy.quantile(scores, 1 - CONTAMINATION)
    flagged = (scores > threshold).astype(int)
    return {
        "threshold": float(threshold),
        "rocAuc": float(roc_auc_score(labels, scores)),
        "precision": float(precision_score(labels, flagged)),
        "recall": float(recall_score(labels, flagged)),
        "f1": float(f1_score(labels, flagged)),
    }


def local_outlier_factors(values, neighbours):
    model = LocalOutlierFactor(n_neighbors=neighbours)
    model.fit(values)
    return (-model.negative_outlier_factor_).tolist()


def labelled_set(name, description, values, labels):
    forest = IsolationForest(n_estimators=TREES, max_samples=SAMPLE_SIZE, random_state=0).fit(values)
    pyod_forest = IForest(n_estimators=TREES, max_samples=SAMPLE_SIZE, random_state=1).fit(values)
    # Rows that the model has not seen: the training rows, moved by a fixed step.
    fresh = numpy.round(values[:100] + 0.123457, 6)
    novelty = LocalOutlierFactor(n_neighbors=20, novelty=True).fit(values)
    distances = robust_distances(values)
    lof = local_outlier_factors(values, 20)
    write(
        name,
        {
            "description": description,
            "values": values.tolist(),
            "labels": labels.tolist(),
            "isolationForest": {
                "trees": TREES,
                "sampleSize": SAMPLE_SIZE,
                "scikitLearn": (-forest.score_samples(values)).tolist(),
                "pyod": pyod_forest.decision_scores_.tolist(),
            },
            "localOutlierFactor": {
                "neighbours5": local_outlier_factors(values, 5),
                "neighbours20": lof,
                "neighbours100": local_outlier_factors(values, 100),
            },
            "novelty": {
                "neighbours": 20,
                "values": fresh.tolist(),
                "scores": (-novelty.score_samples(fresh)).tolist(),
            },
            "robustZscore": {
                "max": distances.max(axis=1).tolist(),
                "mean": distances.mean(axis=1).tolist(),
                "firstColumnPyodMad": MAD().fit(values[:, :1]).decision_scores_.ravel().tolist(),
            },
            "quality": {"contamination": CONTAMINATION, "localOutlierFactor20": quality(numpy.array(lof), labels)},
        },
    )


def degenerate_columns():
    """A constant column, one whose MAD is 0 but not its mean deviation, an ordinary and an integer one."""
    random = numpy.random.default_rng(3)
    rows = 120
    mostly_zero = numpy.zeros(rows)
    mostly_zero[:20] = random.integers(1, 9, 20)
    values = numpy.column_stack(
        [numpy.full(rows, 5.0), mostly_zero, numpy.round(random.normal(0, 1, rows), 6), random.integers(0, 4, rows)]
    )
    distances = robust_distances(values)
    write(
        "degenerate-columns",
        {
            "description": degenerate_columns.__doc__,
            "values": values.tolist(),
            "robustZscore": {"max": distances.max(axis=1).tolist(), "mean": distances.mean(axis=1).tolist()},
        },
    )


def write(name, content):
    versions = {
        "python": platform.python_version(),
        "numpy": numpy.__version__,
        "scikitLearn": sklearn.__version__,
        "pyod": pyod.__version__,
    }
    text = json.dumps({"name": name, "versions": versions, **content}, separators=(",", ":"))
    (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    labelled_set("two-clusters", two_clusters.__doc__, *two_clusters())
    labelled_set("payments", payments.__doc__, *payments())
    degenerate_columns()
