import { implement } from '@orpc/server'
import type { Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { CallContext } from '#platform/http/context.ts'
import { renewalsContract } from '../contract.ts'
import { readAccuracy } from './accuracy.ts'
import { readCalendar } from './calendar.ts'
import type { Opening } from '../core/opening.ts'
import { lose, renew, reopen } from './close.ts'
import { readForecast } from './forecastRead.ts'
import { previewOpening } from './openingPreview.ts'
import { readRenewalPage } from './pageRead.ts'
import { readPapers } from './papers.ts'
import { presentRenewal, readPage, readRenewals } from './read.ts'
import { readOpening, setOpening } from './settings.ts'
import { readColumns, readMonths } from './sums.ts'
import { lockRenewal, type RenewalColumns, undoRenewal, writeRenewal } from './write.ts'

const os = implement(renewalsContract).$context<CallContext>()

/** The routes of renewals, as their contract states them. */
export const renewalsRoutes = os.router({
  list: os.list.handler(({ input, context }) =>
    context.transaction(async (tx) => {
      const { rows, next } = await readPage(tx, context.caller.workspaceId, input, context.today())
      return { rows: rows.map(presentRenewal), next }
    }),
  ),
  totals: os.totals.handler(({ input, context }) =>
    context.transaction((tx) => readMonths(tx, context.caller.workspace, input, context.today())),
  ),
  columns: os.columns.handler(({ input, context }) =>
    context.transaction((tx) => readColumns(tx, context.caller.workspace, input, context.today())),
  ),
  calendar: os.calendar.handler(({ input, context }) => context.transaction((tx) => readCalendar(tx, context, input))),
  forecast: os.forecast.handler(({ input, context }) => context.transaction((tx) => readForecast(tx, context, input))),
  accuracy: os.accuracy.handler(({ input, context }) =>
    context.transaction((tx) => readAccuracy(tx, context, input.daysBefore)),
  ),
  settings: os.settings.handler(({ context }) =>
    context.transaction(async (tx) => writable(await readOpening(tx, context.caller.workspaceId))),
  ),
  setSettings: os.setSettings.handler(({ input, context }) =>
    context.transaction(async (tx) => writable(await setOpening(tx, context, input))),
  ),
  previewSettings: os.previewSettings.handler(({ input, context }) =>
    context.transaction((tx) => previewOpening(tx, context, input)),
  ),
  ofAccount: os.ofAccount.handler(({ input, context }) =>
    context.transaction(async (tx) => {
      const rows = await readRenewals(tx, context.caller.workspaceId, { account: input.id as AccountId })
      return { rows: rows.map(presentRenewal) }
    }),
  ),
  papers: os.papers.handler(({ input, context }) => context.transaction((tx) => readPapers(tx, context, input.id))),
  get: os.get.handler(({ input, context }) => context.transaction((tx) => readRenewalPage(tx, context, input.id))),
  update: os.update.handler(({ input: { id, version, ...given }, context }) =>
    context.transaction(async (tx) => {
      const row = await lockRenewal(tx, context, { id, version }, 'open')
      return writeRenewal(tx, context, row, 'renewal.update', columnsOf(given))
    }),
  ),
  renew: os.renew.handler(({ input, context }) => context.transaction((tx) => renew(tx, context, input))),
  lose: os.lose.handler(({ input, context }) => context.transaction((tx) => lose(tx, context, input))),
  reopen: os.reopen.handler(({ input, context }) => context.transaction((tx) => reopen(tx, context, input))),
  undo: os.undo.handler(({ input, context }) => context.transaction((tx) => undoRenewal(tx, context, input))),
})

const writable = ({ daysBefore, bySegment }: Opening) => ({ daysBefore, bySegment: [...bySegment] })

type Given = Omit<Parameters<Parameters<typeof os.update.handler>[0]>[0]['input'], 'id' | 'version'>

function columnsOf({ closesOn, nextStep, nextStepOn, ...given }: Given): Partial<RenewalColumns> {
  const columns = {
    ...given,
    closes_on: closesOn as Day | null | undefined,
    next_step: nextStep,
    next_step_on: nextStepOn as Day | null | undefined,
  }
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined))
}
