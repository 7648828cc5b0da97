import type { FactValue } from '#capabilities/facts/core/fact.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { notFound, refused } from '#platform/http/refusal.ts'
import { customIssues } from '../core/customField.ts'
import { lockAccounts, patchAccounts, patchOf, type Writer } from './accountWrite.ts'
import { readFieldRules } from './fieldRead.ts'

type Values = Readonly<Record<string, FactValue>>

/** What an account says in the company's own fields; nobody else changes it until the transaction is over. */
export async function lockOwnFields(tx: Tx, id: AccountId): Promise<Values> {
  const [state] = await lockAccounts(tx, [id])
  if (!state) throw notFound()
  return state.custom
}

/** Puts values into a company's own fields of an account, as whoever states them would; a value that does not fit is refused. */
export async function writeOwnFields(tx: Tx, writer: Writer, id: AccountId, values: Values): Promise<void> {
  const issues = customIssues(await readFieldRules(tx, 'account'), values)
  if (issues.length > 0) throw refused(issues)
  const states = await lockAccounts(tx, [id])
  await patchAccounts(tx, writer, states, (state) => patchOf(state, { custom: { ...values } }))
}
