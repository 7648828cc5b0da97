import type { Label } from '#capabilities/facts/core/fact.ts'

/** Whose people a step is for. */
export const sides = ['ours', 'theirs'] as const
export type Side = (typeof sides)[number]

/** Roles on both sides of a plan: three of ours, and the customer's by the part they have in it. */
export const ourRoles = ['csm', 'architect', 'support'] as const
export const theirRoles = ['decision_maker', 'promoter', 'operator', 'user'] as const
export const roles = [...ourRoles, ...theirRoles] as const
export type Role = (typeof roles)[number]

export const sideOf = (role: Role): Side => ((ourRoles as readonly Role[]).includes(role) ? 'ours' : 'theirs')

/** Who has to agree to a plan before it is a plan of both sides. */
export const agreeing = ['csm', 'decision_maker', 'promoter', 'operator'] as const satisfies readonly Role[]
export type Agreeing = (typeof agreeing)[number]

/** What tells that a step is done: our word, the customer's, facts by themselves, an answered sheet or an uploaded file. */
export const evidences = ['us', 'customer', 'facts', 'form', 'file'] as const
export type Evidence = (typeof evidences)[number]

/** Who or what closed a step: one of ours, somebody at the customer, or facts. */
export const closers = ['us', 'customer', 'facts'] as const
export type Closer = (typeof closers)[number]

/** How a running plan stands; what it is once it runs no longer. */
export const standings = ['on_time', 'late', 'stuck'] as const
export type Standing = (typeof standings)[number]
export const planStatuses = ['running', 'done', 'stopped', 'removed'] as const
export type PlanStatus = (typeof planStatuses)[number]

/** How much a step matters for the goal, and how much it counts in the progress: 1 to 3. */
export const weights = [1, 2, 3] as const
export type Weight = (typeof weights)[number]

export const roleLabels: Record<Role, Label> = {
  csm: { ja: 'CSM', en: 'CSM' },
  architect: { ja: 'サクセスアーキテクト', en: 'Success architect' },
  support: { ja: 'サポート', en: 'Support' },
  decision_maker: { ja: '決裁者', en: 'Decision maker' },
  promoter: { ja: '推進者', en: 'Promoter' },
  operator: { ja: '運用担当', en: 'Operator' },
  user: { ja: '利用者', en: 'Users' },
}

export const stateLabels: Record<Standing | 'done' | 'stopped', Label> = {
  on_time: { ja: '予定どおり', en: 'On time' },
  late: { ja: '遅れ', en: 'Late' },
  stuck: { ja: '停滞', en: 'Stuck' },
  done: { ja: '完了', en: 'Done' },
  stopped: { ja: '中止', en: 'Stopped' },
}

/** What the list of all plans is sorted by. */
export const planSorts = ['slip', 'finish', 'progress', 'account', 'kick_off'] as const
