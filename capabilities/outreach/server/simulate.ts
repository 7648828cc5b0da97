import { sql } from 'kysely'
import { factColumn, readRows } from '#capabilities/facts/server/index.ts'
import { stepsNow } from '#capabilities/plans/server/index.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { duesOf, isTooLate } from '../core/due.ts'
import { minutesSaved, type Sequence } from '../core/sequence.ts'
import { isHeldOut } from '../core/stable.ts'
import { nextOpening } from '../core/window.ts'
import { asker } from './ask.ts'
import type { Call } from './call.ts'
import { type Asked, askedOf, companyOf } from './company.ts'
import { readAccounts, readContacts, withRole } from './customers.ts'
import { type Subject, subjectsOfPlans } from './schedule.ts'
import { refuseUnsound, runningPlans } from './sequenceWrite.ts'
import type { StoredSequence } from './sequences.ts'

/** How far ahead is looked. */
const ahead = 30

/** Which mails a draft would send to how many customers in the days ahead, if nothing but time moved. */
export async function simulate(tx: Tx, call: Call, { key, draft }: { key: string; draft: Sequence }) {
  await refuseUnsound(tx, call, draft)
  const company = await companyOf(tx, call.caller.workspace, call.now())
  const { workspace, now, today } = company
  const asked = await askedOf(tx, company)
  const sequence: StoredSequence = {
    id: '',
    key,
    version: 0,
    definition: draft,
    note: '',
    isOn: true,
    publishedAt: call.now(),
    publishedBy: null,
  }
  const all = await subjectsOf(tx, company, sequence, asked)
  const accounts = [...new Set(all.map(({ accountId }) => accountId))]
  const facts = await readRows(tx, workspace.id, accounts, asked.catalogue.all)
  const holds = asker(asked)
  const subjects = all.filter(({ accountId }) => holds(draft.scope, facts.get(accountId)))
  const contacts = await readContacts(tx, workspace.id, accounts, today)
  const names = await readAccounts(tx, workspace.id, accounts)
  const counts = new Map(
    draft.mails.map((mail) => [mail.key, { key: mail.key, due: 0, nobody: 0, later: 0, reached: 0 }]),
  )
  const first: { account: { id: string; name: string }; mail: string; at: number }[] = []
  const horizon = now + ahead * 86_400_000
  for (const subject of subjects) {
    if (isHeldOut(key, subject.accountId, draft.holdOutPercent)) continue
    const dues = duesOf(draft, subject.followed, new Map(), company)
    for (const mail of draft.mails) {
      const due = dues.get(mail.key)!
      const count = counts.get(mail.key)!
      // What was due long ago is not made up for, and is no mail of the days ahead.
      if (due.is === 'skip' || (due.is === 'due' && isTooLate(due.at, now))) count.reached++
      else if (due.is === 'waits' || due.at > horizon) count.later++
      else if (!withRole(contacts.get(subject.accountId) ?? [], mail.role)?.email) count.nobody++
      else {
        count.due++
        const { name } = names.get(subject.accountId)!
        first.push({
          account: { id: subject.accountId, name },
          mail: mail.key,
          at: nextOpening(Math.max(due.at, now), { ...company, window: draft.window }),
        })
      }
    }
  }
  const mails = [...counts.values()]
  const due = mails.reduce((sum, one) => sum + one.due, 0)
  return {
    days: ahead,
    customers: subjects.length,
    heldOut: subjects.filter(({ accountId }) => isHeldOut(key, accountId, draft.holdOutPercent)).length,
    mails,
    hoursSaved: Math.round((due * minutesSaved) / 6) / 10,
    first: first
      .toSorted((a, b) => a.at - b.at)
      .slice(0, 20)
      .map((one) => ({ ...one, at: new Date(one.at).toISOString() })),
  }
}

async function subjectsOf(
  tx: Tx,
  company: Parameters<typeof subjectsOfPlans>[1],
  sequence: StoredSequence,
  { catalogue }: Asked,
): Promise<Subject[]> {
  const { workspace } = company
  const { follows } = sequence.definition
  if (follows.what === 'plan') {
    const plans = await stepsNow(tx, company, await runningPlans(tx, workspace.id, sequence))
    return subjectsOfPlans(tx, company, [sequence], [...plans.values()])
  }
  const fact = catalogue.get(follows.what === 'phase' ? 'phase.entered_on' : follows.fact)
  if (!fact) return []
  const column = factColumn(fact)
  const only = follows.what === 'phase' ? sql`and ${sql.id('phase.key')} = ${follows.phase}` : sql``
  const { rows } = await sql<{ id: AccountId; on: Day }>`
    select account_id as id, ${column} as on from account_facts
    where workspace_id = ${workspace.id} and ${column} is not null ${only}
  `.execute(tx)
  return rows.map(({ id, on }) => ({
    sequence,
    accountId: id,
    planId: null,
    followed: { beganOn: on, steps: [] },
    over: null,
  }))
}
