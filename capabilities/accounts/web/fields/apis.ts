import type { accountsContract } from '#capabilities/accounts/contract.ts'
import type { factsContract } from '#capabilities/facts/contract.ts'
import { api } from '#web/client.ts'

/** The routes of the company's own fields, typed. */
export const { fields } = api<typeof accountsContract>('accounts')
export const facts = api<typeof factsContract>('facts')

export type Field = Awaited<ReturnType<typeof fields.list.call>>['rows'][number]
export type Subject = Field['subject']

/** All fields with how many records use each; archived ones as well. */
export const fieldsQuery = fields.list.queryOptions({ input: { archived: 'with', counts: 'with' } })
