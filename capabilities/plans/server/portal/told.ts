import { noteOfCustomer } from '#capabilities/timeline/server/index.ts'
import type { ActivityId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { keepChange } from '../told.ts'
import { byGuest, type GuestCall, type Scope } from './scope.ts'

/** What a customer's own person did, in the words of the workspace's language, for the timeline. */
const words = {
  ja: {
    done: (step: string) => `ポータルで「${step}」を完了にしました`,
    reopened: (step: string) => `ポータルで「${step}」を未完了に戻しました`,
    asked: (about: string | null) => (about === null ? 'ポータルでの質問' : `ポータルでの質問(${about})`),
    answered: (sheet: string) => `ポータルで「${sheet}」に回答しました`,
    uploaded: (name: string) => `ポータルに「${name}」をアップロードしました`,
    agreed: (plan: string) => `ポータルで「${plan}」に合意しました`,
    invited: (name: string) => `ポータルに${name}さんを招待しました`,
  },
  en: {
    done: (step: string) => `Marked “${step}” as done in the portal`,
    reopened: (step: string) => `Took “${step}” back to open in the portal`,
    asked: (about: string | null) => (about === null ? 'Question in the portal' : `Question in the portal (${about})`),
    answered: (sheet: string) => `Answered “${sheet}” in the portal`,
    uploaded: (name: string) => `Uploaded “${name}” to the portal`,
    agreed: (plan: string) => `Agreed to “${plan}” in the portal`,
    invited: (name: string) => `Invited ${name} to the portal`,
  },
}

type Doing = {
  action: string
  subject?: string
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  title: (of: (typeof words)['ja']) => string
  /** What was said, where something was: then it is a word from the customer. */
  body?: string
}

/** What everything a guest does ends with: the plan kept and told like a change of ours, and a line in the timeline. */
export async function toldByGuest(tx: Tx, call: GuestCall, scope: Scope, doing: Doing): Promise<void> {
  const { guest, now, today, live } = call
  const { workspace, planId } = scope
  const { action, subject, before, after, title, body } = doing
  await noteOfCustomer(tx, call.newId<ActivityId>(), {
    workspaceId: workspace.id,
    accountId: scope.accountId,
    contactId: guest.contactId,
    kind: body === undefined ? 'note' : 'chat',
    at: now(),
    title: title(words[workspace.locale]),
    body: body ?? '',
    source: 'portal',
  })
  await keepChange(tx, { by: byGuest(call), workspace, now, today, live, origin: 'portal' }, planId, {
    action,
    before,
    after,
    ...(subject === undefined ? {} : { subject }),
  })
  await live.publish(workspace.id, { topic: 'account', ids: [scope.accountId] }, tx)
}
