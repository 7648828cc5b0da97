import type { privacyContract } from '#capabilities/access/contract/privacy.ts'
import type { accountsContract } from '#capabilities/accounts/contract.ts'
import type { factsContract } from '#capabilities/facts/contract.ts'
import type { outreachContract } from '#capabilities/outreach/contract.ts'
import type { plansContract } from '#capabilities/plans/contract.ts'
import { api } from '#web/client.ts'

export const outreach = api<typeof outreachContract>('outreach')
const plans = api<typeof plansContract>('plans')
const accounts = api<typeof accountsContract>('accounts')
const privacy = api<typeof privacyContract>('privacy')
const facts = api<typeof factsContract>('facts')

export const templatesQuery = outreach.templates.list.queryOptions()
export const sequencesQuery = outreach.sequences.list.queryOptions()
export const broadcastsQuery = outreach.broadcasts.list.queryOptions()
export const broadcastQuery = (id: string) => outreach.broadcasts.get.queryOptions({ input: { id } })
export const settingsQuery = outreach.settings.queryOptions()
export const accountQuery = (id: string) => outreach.ofAccount.queryOptions({ input: { id } })
export const planMailsQuery = (id: string, planId: string) => outreach.ofAccount.queryOptions({ input: { id, planId } })
export const contactsQuery = (id: string) => accounts.contacts.list.queryOptions({ input: { id } })
export const purposesQuery = privacy.consent.purposes.queryOptions({ staleTime: 60_000 })
export const planTemplatesQuery = plans.templates.queryOptions({ staleTime: 60_000 })
export const catalogueQuery = facts.catalogue.queryOptions({ staleTime: 600_000 })

export type Template = Awaited<ReturnType<typeof outreach.templates.list.call>>['templates'][number]
export type TemplateDraft = Parameters<typeof outreach.templates.publish.call>[0]['draft']
export type Previewed = NonNullable<Awaited<ReturnType<typeof outreach.templates.preview.call>>['preview']>
export type Sequence = Awaited<ReturnType<typeof outreach.sequences.list.call>>['sequences'][number]
export type SequenceDraft = Parameters<typeof outreach.sequences.publish.call>[0]['draft']
export type SequenceMail = SequenceDraft['mails'][number]
export type Broadcast = Awaited<ReturnType<typeof outreach.broadcasts.get.call>>
export type BroadcastDraft = Parameters<typeof outreach.broadcasts.create.call>[0]
export type AccountMail = Awaited<ReturnType<typeof outreach.ofAccount.call>>
export type Message = AccountMail['messages'][number]

/** A key of its own for something new; it is never shown. */
export const newKey = (of: 'mail' | 'sequence' | 'template'): string =>
  `${of}_${crypto.randomUUID().replaceAll('-', '').slice(0, 12)}`
