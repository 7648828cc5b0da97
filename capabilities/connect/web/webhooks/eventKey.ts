import type { testEvent } from '#capabilities/connect/core/webhookEvents.ts'
import { type WebhookEvent } from '#capabilities/connect/core/webhookEvents.ts'

type Dashed<Text extends string> = Text extends `${infer Head}.${infer Tail}` ? `${Head}-${Dashed<Tail>}` : Text
export type EventKey = Dashed<WebhookEvent | typeof testEvent>

/** The key of a kind of event in the copy, where a dot would lead further down. */
export function eventKey(type: string): EventKey {
  return type.replaceAll('.', '-') as EventKey
}
