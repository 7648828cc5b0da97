/** What was lost, by why: MRR added up by reason. */
export function lostByReason<Reason>(losses: Iterable<{ reason: Reason; mrr: number }>): Map<Reason, number> {
  const sums = new Map<Reason, number>()
  for (const { reason, mrr } of losses) sums.set(reason, (sums.get(reason) ?? 0) + mrr)
  return sums
}
