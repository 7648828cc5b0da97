import type { Label } from '#capabilities/facts/core/fact.ts'

/** What a mail was written for: a step of a sequence, many customers at once, or one customer by a person. */
export const messageKinds = ['step', 'broadcast', 'hand'] as const
export type MessageKind = (typeof messageKinds)[number]

/** Where a mail is: waiting for its moment, handed to delivery, out, or not to be sent; `held_out` was left out on purpose. */
export const messageStatuses = ['planned', 'queued', 'sent', 'skipped', 'failed', 'held_out'] as const
export type MessageStatus = (typeof messageStatuses)[number]

/** Why a mail is not sent. */
export const skipReasons = [
  'reached',
  'condition',
  'too_late',
  'step_gone',
  'plan_over',
  'nobody',
  'no_address',
  'missing_value',
  'template_broken',
  'budget',
  'suppressed',
  'no_consent',
  'replied',
  'opted_out',
  'person_took_over',
  'account_ended',
  'turned_off',
  'stopped',
  'not_accepted',
] as const
export type SkipReason = (typeof skipReasons)[number]

/** What holds a mail of a broadcast back before it is sent, in the order in which it is asked. */
export const heldBack = [
  'nobody',
  'account_ended',
  'no_address',
  'opted_out',
  'suppressed',
  'no_consent',
  'reached',
  'missing_value',
  'template_broken',
  'budget',
] as const satisfies readonly SkipReason[]
export type HeldBack = (typeof heldBack)[number]

/** Why a sequence ended for a customer before its last mail. */
export const stopReasons = [
  'replied',
  'opted_out',
  'person_took_over',
  'account_ended',
  'plan_over',
  'left_phase',
  'turned_off',
] as const
export type StopReason = (typeof stopReasons)[number]

export const broadcastStatuses = ['draft', 'scheduled', 'running', 'paused', 'stopped', 'done'] as const
export type BroadcastStatus = (typeof broadcastStatuses)[number]

/** What may be done with a broadcast in which status. */
export const broadcastMoves = {
  schedule: ['draft'],
  pause: ['scheduled', 'running'],
  resume: ['paused'],
  stop: ['scheduled', 'running', 'paused'],
  remove: ['draft'],
} as const satisfies Record<string, readonly BroadcastStatus[]>
export type BroadcastMove = keyof typeof broadcastMoves

export const mayMoveBroadcast = (move: BroadcastMove, status: BroadcastStatus): boolean =>
  (broadcastMoves[move] as readonly BroadcastStatus[]).includes(status)

/** To whom at a customer mail may go, by the part they have there. */
export const recipientRoles = ['decision_maker', 'promoter', 'operator', 'champion', 'user'] as const
export type RecipientRole = (typeof recipientRoles)[number]

export const recipientLabels: Record<RecipientRole, Label> = {
  decision_maker: { ja: '決裁者', en: 'Decision maker' },
  promoter: { ja: '推進者', en: 'Promoter' },
  operator: { ja: '運用担当', en: 'Operator' },
  champion: { ja: 'チャンピオン', en: 'Champion' },
  user: { ja: '利用者', en: 'Users' },
}
