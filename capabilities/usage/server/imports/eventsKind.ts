import { hash } from 'node:crypto'
import { sql } from 'kysely'
import type { ImportRow, Referenced, RowOutcome } from '#capabilities/connect/core/kind.ts'
import type { ImportBatch, ImportKind, ImportPlan } from '#capabilities/connect/server/index.ts'
import { cleanText } from '#capabilities/usage/core/props.ts'
import { type Acceptance, acceptEvents, foreseeEvents, type Offered } from '../accept.ts'
import { withdrawLoad } from '../withdraw.ts'
import { eventImportFields, eventImportRules } from './eventFields.ts'

/** Logs and daily sums of usage. */
export const eventsImport: ImportKind = {
  key: 'usage_events',
  describe: async () => ({
    key: 'usage_events',
    label: { ja: '利用データ', en: 'Usage' },
    help: {
      ja: '製品の利用記録。1行が1回、または1日分などのまとまりです。',
      en: 'What was used when: one use a row, or the sum of a day.',
    },
    fields: eventImportFields,
    options: [],
    rules: eventImportRules,
  }),
  identify: messageIdOf,
  plan,
  undo: ({ tx, workspace, importId }) => withdrawLoad(tx, workspace.id, importId),
  holds: async (tx, table, ids) => {
    if (table !== 'accounts') return []
    const { rows } = await sql<{ account_id: string }>`
      select distinct account_id from usage_groups where account_id = any(${[...ids]}::uuid[])
    `.execute(tx)
    return rows.map((row) => row.account_id)
  },
}

type Use = { accountId: string; event: string; at: number; quantity: number; user: string | null; id: string | null }

function useOf({ values }: ImportRow): Use {
  const text = (key: string) => (typeof values[key] === 'string' ? cleanText(values[key]) : null)
  const account = (values['account'] ?? values['contract_line']) as Referenced | undefined
  return {
    accountId: account?.accountId ?? account?.text ?? '',
    event: text('event')!,
    at: Date.parse(text('at')!),
    quantity: typeof values['quantity'] === 'number' ? values['quantity'] : 1,
    user: text('user'),
    id: text('external_id'),
  }
}

/** By its id; a row without one is the same as another that says the same of the same moment. */
function messageIdOf(row: ImportRow): string {
  const { id, event, at, quantity, user } = useOf(row)
  if (id !== null) return `import ${id}`
  const account = (row.values['account'] ?? row.values['contract_line']) as Referenced
  return `import row ${hash('sha256', JSON.stringify([account.text, event, at, quantity, user]))}`
}

const earliest = Date.UTC(2000, 0, 1)
const dayLength = 86_400_000

async function plan(batch: ImportBatch): Promise<ImportPlan> {
  const { tx, workspace, importId, rows, now } = batch
  const offered = rows.map((row) => offerOf(row, now))
  const foreseen = await foreseeEvents(tx, workspace.id, offered)
  const outcomes = rows.map((row, i) => outcomeOf(row, foreseen[i]!, now))
  return {
    outcomes,
    write: async () => {
      const created = offered.filter((_, i) => outcomes[i]!.outcome === 'created')
      await acceptEvents(tx, workspace.id, created, importId)
    },
  }
}

function offerOf(row: ImportRow, now: Date): Offered {
  const { accountId, event, at, quantity, user } = useOf(row)
  return {
    event: {
      messageId: messageIdOf(row),
      kind: 'track',
      event,
      userId: user,
      anonymousId: null,
      previousId: null,
      groupId: null,
      source: 'import',
      accountId,
      at: Math.min(at, now.getTime()),
      receivedAt: now.getTime(),
      clockAhead: 0,
      quantity,
      props: {},
      traits: {},
    },
    statedAt: at,
  }
}

function outcomeOf(row: ImportRow, foreseen: Acceptance, now: Date): RowOutcome {
  const { accountId, at, id } = useOf(row)
  const refuse = (field: string, rule: string, value: string): RowOutcome => ({
    outcome: 'rejected',
    issues: [{ field, rule, value }],
  })
  // The rest of today is no future: sums of the day may be stated at its end.
  if (at > now.getTime() + dayLength) return refuse('at', 'usage_in_future', new Date(at).toISOString())
  if (at < earliest) return refuse('at', 'usage_too_long_ago', new Date(at).toISOString())
  if (foreseen === 'conflict') return refuse('external_id', 'usage_conflict', id ?? '')
  return { outcome: foreseen === 'accepted' ? 'created' : 'same', accountId }
}
