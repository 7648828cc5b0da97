/** What a receiver can be told of. Each carries ids and what changed; the rest is asked for by the API. */
export const webhookEvents = [
  'account.created',
  'account.updated',
  'account.archived',
  'account.restored',
  'health.changed',
  'phase.changed',
  'signal.raised',
  'signal.lifted',
  'cta.opened',
  'cta.closed',
  'plan.step.done',
  'renewal.closed',
] as const
export type WebhookEvent = (typeof webhookEvents)[number]

/** What the test of an endpoint sends. */
export const testEvent = 'webhook.test'
