/** Where a renewal stands: being worked on, told what became of it, or no longer about anything (contract archived or prolonged). */
export const renewalStatuses = ['open', 'closed', 'withdrawn'] as const
export type RenewalStatus = (typeof renewalStatuses)[number]

/** What the person who answers for it says will become of it, from surest to lost. */
export const categories = ['commit', 'likely', 'at_risk', 'lost'] as const
export type Category = (typeof categories)[number]

/** What became of it. Up and down by the ARR after it, against what was at stake. */
export const outcomes = ['renewed', 'renewed_up', 'renewed_down', 'lost'] as const
export type Outcome = (typeof outcomes)[number]

/** What is done before a customer is asked to renew, in the usual order. */
export const checks = ['decision_maker_met', 'results_shown', 'roadmap_told', 'quote_sent', 'approval_given'] as const
export type Check = (typeof checks)[number]

/** The three decisions that a customer takes: this kind of product at all, ours or another's, which plan. */
export const decisions = ['keep', 'ours', 'plan'] as const
export type Decision = (typeof decisions)[number]

/** What stands for us and against us in each decision. */
export type Arguments = Record<Decision, { for: string; against: string }>

export const noArguments: Arguments = {
  keep: { for: '', against: '' },
  ours: { for: '', against: '' },
  plan: { for: '', against: '' },
}
