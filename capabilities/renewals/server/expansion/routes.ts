import { implement } from '@orpc/server'
import type { Day } from '#kernel/day.ts'
import type { CallContext } from '#platform/http/context.ts'
import { expansionRoutes as contract } from '#capabilities/renewals/contract/expansion.ts'
import { readOpportunity } from './pageRead.ts'
import { readRates } from './rates.ts'
import { namesOf, presentOpportunity, readPage, readTotals } from './read.ts'
import { readRules } from './rules.ts'
import { readSettings, removeRule, setGuard, setRule, turnRule } from './settings.ts'
import { readWhiteSpace } from './whiteSpaceRead.ts'
import { reopenOpportunity, winOpportunity } from './win.ts'
import {
  type Columns,
  createOpportunity,
  lockOpportunity,
  loseOpportunity,
  undoOpportunity,
  writeOpportunity,
} from './write.ts'

const os = implement(contract).$context<CallContext>()

/** The routes of expansion opportunities, as their contract states them. */
export const expansionRoutes = os.router({
  list: os.list.handler(({ input, context }) =>
    context.transaction(async (tx) => {
      const { workspaceId } = context.caller
      const nameOf = namesOf(await readRules(tx, workspaceId))
      const { rows, next } = await readPage(tx, workspaceId, input)
      return { rows: rows.map((row) => presentOpportunity(row, nameOf)), next }
    }),
  ),
  totals: os.totals.handler(({ input, context }) =>
    context.transaction((tx) => readTotals(tx, context.caller.workspace, input)),
  ),
  get: os.get.handler(({ input, context }) => context.transaction((tx) => readOpportunity(tx, context, input.id))),
  create: os.create.handler(({ input, context }) => context.transaction((tx) => createOpportunity(tx, context, input))),
  update: os.update.handler(({ input: { id, version, ...given }, context }) =>
    context.transaction(async (tx) => {
      const row = await lockOpportunity(tx, context, { id, version }, 'open')
      return writeOpportunity(tx, context, row, 'expansion.update', columnsOf(given))
    }),
  ),
  win: os.win.handler(({ input, context }) => context.transaction((tx) => winOpportunity(tx, context, input))),
  lose: os.lose.handler(({ input, context }) => context.transaction((tx) => loseOpportunity(tx, context, input))),
  reopen: os.reopen.handler(({ input, context }) => context.transaction((tx) => reopenOpportunity(tx, context, input))),
  undo: os.undo.handler(({ input, context }) => context.transaction((tx) => undoOpportunity(tx, context, input))),
  whiteSpace: os.whiteSpace.handler(({ input, context }) =>
    context.transaction((tx) => readWhiteSpace(tx, context, input)),
  ),
  rates: os.rates.handler(({ input, context }) => context.transaction((tx) => readRates(tx, context, input))),
  settings: os.settings.handler(({ context }) => context.transaction((tx) => readSettings(tx, context))),
  setRule: os.setRule.handler(({ input, context }) => context.transaction((tx) => setRule(tx, context, input))),
  turnRule: os.turnRule.handler(({ input, context }) => context.transaction((tx) => turnRule(tx, context, input))),
  removeRule: os.removeRule.handler(({ input, context }) =>
    context.transaction((tx) => removeRule(tx, context, input)),
  ),
  setGuard: os.setGuard.handler(({ input, context }) => context.transaction((tx) => setGuard(tx, context, input))),
})

type Given = Omit<Parameters<Parameters<typeof os.update.handler>[0]>[0]['input'], 'id' | 'version'>

function columnsOf({ expectedOn, ownerId, nextStep, nextStepOn, ...given }: Given): Partial<Columns> {
  const columns = {
    ...given,
    expected_on: expectedOn as Day | null | undefined,
    owner_id: ownerId,
    next_step: nextStep,
    next_step_on: nextStepOn as Day | null | undefined,
  }
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined))
}
