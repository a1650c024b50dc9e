"""Losses with classes in NumPy, float64, one image at a time, as their papers write them."""

import math

import numpy as np


def cross_entropy(logits, label):
    largest = max(logits)
    return largest + math.log(sum(math.exp(logit - largest) for logit in logits)) - logits[label]


def angle(x, w):
    return math.acos(np.clip(x @ w / (np.linalg.norm(x) * np.linalg.norm(w)), -1, 1))


def psi(theta, m):
    """A-softmax's ψ for a whole number m: the k is looked for among 0 … m − 1."""
    for k in range(m):
        if k * math.pi / m <= theta <= (k + 1) * math.pi / m:
            return (-1) ** k * math.cos(m * theta) - 2 * k
    raise AssertionError(theta)


def softmax(x, labels, people, bias):
    return np.mean([cross_entropy(people @ row + bias, label) for row, label in zip(x, labels, strict=True)])


def margin_softmax(x, labels, people, target, scale=None):
    """`target` is the cosine that replaces that of the own person, a function of the angle and the length."""
    losses = []
    for row, label in zip(x, labels, strict=True):
        length = np.linalg.norm(row)
        cosines = [math.cos(angle(row, w)) for w in people]
        cosines[label] = target(angle(row, people[label]), length)
        losses.append(cross_entropy([(scale or length) * cosine for cosine in cosines], label))
    return np.mean(losses)


def large_margin_softmax(x, labels, people, m, share=1.0):
    losses = []
    for row, label in zip(x, labels, strict=True):
        logits = people @ row
        norms = np.linalg.norm(people[label]) * np.linalg.norm(row)
        logits[label] = share * norms * psi(angle(row, people[label]), m) + (1 - share) * logits[label]
        losses.append(cross_entropy(logits, label))
    return np.mean(losses)


def center(x, labels, centers):
    return np.mean([((row - centers[label]) ** 2).sum() / 2 for row, label in zip(x, labels, strict=True)])


def moved_centers(x, labels, centers, rate):
    moved = centers.copy()
    for person in range(len(centers)):
        mine = x[labels == person]
        moved[person] -= rate * (centers[person] - mine).sum(axis=0) / (1 + len(mine))
    return moved


def deepid2_verification(x, labels, margin):
    """Seed 002's Verif(f_i, f_j, y_ij), its mean over genuine (y = 1) and over impostor pairs (y = −1)."""
    values = {1: [], -1: []}
    for i in range(len(x)):
        for j in range(i):
            d = np.linalg.norm(x[i] - x[j])
            y = 1 if labels[i] == labels[j] else -1
            values[y].append(d**2 / 2 if y == 1 else max(0, margin - d) ** 2 / 2)
    return tuple(np.mean(each) if each else 0.0 for each in (values[1], values[-1]))
