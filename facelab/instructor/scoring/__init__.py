"""From what came out of a run to points: judges, hidden cases, policy, arithmetic."""
