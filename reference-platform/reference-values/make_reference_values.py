"""Writes scores of scikit-learn and PyOD for small fixed data sets, one JSON file a set.

The platform's own algorithms are held against these files by tests/algorithms. Python is needed only to
make the files anew:  pip install -r requirements.txt && python make_reference_values.py
"""

import json
import platform
from pathlib import Path

import numpy
import pyod
import river
import sklearn
from pyod.models.ecod import ECOD
from pyod.models.iforest import IForest
from pyod.models.knn import KNN
from pyod.models.mad import MAD
from pyod.models.pca import PCA
from river.anomaly import HalfSpaceTrees
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


def nearest_neighbours(values, fresh):
    """PyOD's KNN for each of its methods with 5 neighbours, and the largest distance of rows that are new."""
    models = {method: KNN(n_neighbors=5, method=method).fit(values) for method in ("largest", "mean", "median")}
    scores = {method: model.decision_scores_.tolist() for method, model in models.items()}
    return {"neighbours": 5, **scores, "novelty": models["largest"].decision_function(fresh).tolist()}


def empirical_tails(values, fresh):
    """PyOD's ECOD; new rows one call each, because PyOD scores the rows of a call together."""
    model = ECOD().fit(values)
    novelty = [float(model.decision_function(row.reshape(1, -1))[0]) for row in fresh]
    return {"training": model.decision_scores_.tolist(), "novelty": novelty}


def principal_components(values, fresh):
    """PyOD's PCA with all components, weighted, and with the two largest, each weighing the same."""
    model = PCA(random_state=0).fit(values)
    return {
        "training": model.decision_scores_.tolist(),
        "novelty": model.decision_function(fresh).tolist(),
        "twoUnweighted": PCA(n_components=2, weighted=False, random_state=0).fit(values).decision_scores_.tolist(),
    }


def half_space_trees(values):
    """
    River's half-space trees after all rows, with the platform's scale of columns: 0 and 1 are five robust deviations around
    the median. They cut at random places and add up along the path, the platform halves as in the paper: the order is alike,
    the scores are not.
    """
    median = numpy.median(values, axis=0)
    placed = 0.5 + (values - median) / (1.4826 * numpy.median(numpy.abs(values - median), axis=0)) / 10
    rows = [dict(enumerate(row)) for row in placed]
    model = HalfSpaceTrees(n_trees=400, height=10, window_size=250, seed=1)
    for row in rows:
        model.learn_one(row)
    return {"depth": 10, "windowSize": 250, "river": [model.score_one(row) for row in rows]}


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
            "nearestNeighbours": nearest_neighbours(values, fresh),
            "empiricalTails": empirical_tails(values, fresh),
            "principalComponents": principal_components(values, fresh),
            "halfSpaceTrees": half_space_trees(values),
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


def hourly_load():
    """Three weeks of hourly values: a trend, a season of 24 hours, noise, spikes, a gap of 7 hours and missing cells."""
    random = numpy.random.default_rng(24)
    place = numpy.delete(numpy.arange(504), numpy.arange(200, 207))
    season = 10 * numpy.sin(2 * numpy.pi * place / 24) + 4 * numpy.cos(4 * numpy.pi * place / 24)
    values = 100 + 0.05 * place + season + random.normal(0, 1, len(place))
    spikes = random.choice(len(place), 8, replace=False)
    values[spikes] += random.choice([-1, 1], 8) * 15
    values = numpy.round(values, 6)
    values[random.choice(len(place), 5, replace=False)] = numpy.nan
    times = 1_767_225_600_000 + place * 3_600_000
    write(
        "hourly-load",
        {
            "description": hourly_load.__doc__,
            "times": times.tolist(),
            "values": [None if numpy.isnan(value) else value for value in values.tolist()],
            "period": 24,
            "seasonalResidual": seasonal_distances(place.astype(float), values, 24).tolist(),
        },
    )


def seasonal_distances(place, values, period):
    """|residual - median| / (1.4826 MAD) after a median slope between equal phases and the median of each phase; missing: 0."""
    apart = period * max(1, int((place[-1] - place[0] + 1) // 2 // period))
    at = dict(zip(place, values, strict=True))
    slopes = [(at[p + apart] - value) / apart for p, value in at.items() if p + apart in at]
    level = values - numpy.nanmedian(slopes) * place
    phase = place.astype(int) % period
    residual = level - numpy.array([numpy.nanmedian(level[phase == own]) for own in phase])
    present = residual[~numpy.isnan(residual)]
    centre = numpy.median(present)
    # Missing values count as deviations of 0, as in the other algorithms.
    deviations = numpy.abs(numpy.nan_to_num(residual - centre))
    return deviations / (1.4826 * numpy.median(deviations))


def write(name, content):
    versions = {
        "python": platform.python_version(),
        "numpy": numpy.__version__,
        "scikitLearn": sklearn.__version__,
        "pyod": pyod.__version__,
        "river": river.__version__,
    }
    text = json.dumps({"name": name, "versions": versions, **content}, separators=(",", ":"))
    (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    labelled_set("two-clusters", two_clusters.__doc__, *two_clusters())
    labelled_set("payments", payments.__doc__, *payments())
    degenerate_columns()
    hourly_load()
