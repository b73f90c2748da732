"""Golden values of FamiliarityTest: scikit-learn's nearest neighbours by the cosine.

    /usr/bin/python3 src/test/python/familiarity_golden.py > src/test/resources/familiarity-golden.txt

A sample of 200 embeddings of 6 dimensions, then further embeddings with 1 if they are unlike the sample, else 0.
"""
import numpy as np
from sklearn.neighbors import NearestNeighbors

random = np.random.default_rng(3)
sample = np.round(random.normal([3, 2, 0, 0, 0, 0], [1, 1, .5, .5, .2, .2], (200, 6)), 3).astype(np.float32)
others = np.round(np.vstack([
    random.normal([3, 2, 0, 0, 0, 0], [1, 1, .5, .5, .2, .2], (30, 6)),
    random.normal([0, 2, 1, 0, 1, 0], .7, (30, 6))]), 3).astype(np.float32)
of_itself = NearestNeighbors(n_neighbors=6, metric="cosine", algorithm="brute").fit(sample).kneighbors(sample)[0][:, 5]
largest = np.sort(of_itself)[::-1][int(.01 * len(sample))]
distances = NearestNeighbors(n_neighbors=5, metric="cosine", algorithm="brute").fit(sample).kneighbors(others)[0][:, 4]
assert np.abs(distances - largest).min() > 1e-5
for row in sample:
    print("sample", *row)
for row, distance in zip(others, distances):
    print("other", *row, int(distance > largest))
