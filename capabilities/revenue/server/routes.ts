import { implement } from '@orpc/server'
import type { Day } from '#kernel/day.ts'
import type { AccountId, ContractId, ContractLineId } from '#kernel/id.ts'
import type { CallContext } from '#platform/http/context.ts'
import { revenueContract } from '../contract.ts'
import { accountRevenue } from '../core/counted.ts'
import { readBilledApart } from './billing/apart.ts'
import { catalogueHandlers } from './catalogue/routes.ts'
import { ledgerHandlers } from './ledger/routes.ts'
import { checkAccount, readFindings, readMissingRates } from './checks.ts'
import { measureHandlers } from './measures/routes.ts'
import { reconcileHandlers } from './reconcile/routes.ts'
import { createChurn, readChurnRecords, removeChurn } from './churns.ts'
import { readContracts, readCounting, revenueLines } from './contractRead.ts'
import { asOfToday, createContract, mustExist, setContractArchived, updateContract } from './contractWrite.ts'
import { readHistory } from './history.ts'
import { endPause, pauseLine, refundLine, removePause, removeRefund } from './lineEvents.ts'
import { addLine, changeLine, endLineOn, removeVersion, renameLine, setLineArchived } from './lineWrite.ts'
import { previewChange } from './preview.ts'
import { endContract, renew, revertContract } from './renew.ts'
import { refusingTaken } from './taken.ts'

const contract = implement(revenueContract).$context<CallContext>()
const account = (id: string) => id as AccountId
const contractId = (id: string) => id as ContractId
const lineId = (id: string) => id as ContractLineId

/** What the caller writes, where another one at the same moment may take an external id. */
const write = <T>(context: CallContext, work: Parameters<typeof context.transaction<T>>[0]): Promise<T> =>
  refusingTaken(() => context.transaction(work))

const lines = contract.lines.router({
  create: contract.lines.create.handler(({ input: { id, ...line }, context }) =>
    write(context, (tx) => addLine(tx, context, contractId(id), line)),
  ),
  update: contract.lines.update.handler(({ input: { id, ...names }, context }) =>
    write(context, (tx) => renameLine(tx, context, lineId(id), names)),
  ),
  change: contract.lines.change.handler(({ input: { id, ...price }, context }) =>
    write(context, (tx) => changeLine(tx, context, lineId(id), price)),
  ),
  end: contract.lines.end.handler(({ input, context }) => write(context, (tx) => endLineOn(tx, context, input))),
  pause: contract.lines.pause.handler(({ input, context }) => write(context, (tx) => pauseLine(tx, context, input))),
  refund: contract.lines.refund.handler(({ input, context }) => write(context, (tx) => refundLine(tx, context, input))),
  archive: contract.lines.archive.handler(({ input, context }) =>
    write(context, (tx) => setLineArchived(tx, context, lineId(input.id), true)),
  ),
  restore: contract.lines.restore.handler(({ input, context }) =>
    write(context, (tx) => setLineArchived(tx, context, lineId(input.id), false)),
  ),
})

/** The routes of revenue, as their contract states them. */
export const revenueRoutes = contract.router({
  ledger: ledgerHandlers,
  measures: measureHandlers,
  reconciliations: reconcileHandlers,
  catalogue: catalogueHandlers,
  lines,
  versions: contract.versions.router({
    remove: contract.versions.remove.handler(({ input, context }) =>
      write(context, (tx) => removeVersion(tx, context, input.id)),
    ),
  }),
  pauses: contract.pauses.router({
    end: contract.pauses.end.handler(({ input, context }) => write(context, (tx) => endPause(tx, context, input))),
    remove: contract.pauses.remove.handler(({ input, context }) =>
      write(context, (tx) => removePause(tx, context, input.id)),
    ),
  }),
  refunds: contract.refunds.router({
    remove: contract.refunds.remove.handler(({ input, context }) =>
      write(context, (tx) => removeRefund(tx, context, input.id)),
    ),
  }),
  preview: contract.preview.handler(({ input, context }) =>
    write(context, (tx) => previewChange(tx, context, input.change)),
  ),
  history: contract.history.handler(({ input, context }) =>
    context.transaction((tx) => readHistory(tx, context, lineId(input.id))),
  ),
  billedApart: contract.billedApart.handler(({ input, context }) =>
    context.transaction(async (tx) => {
      await mustExist(tx, account(input.id))
      return readBilledApart(tx, context, account(input.id))
    }),
  ),
  checks: contract.checks.router({
    ofAccount: contract.checks.ofAccount.handler(({ input, context }) =>
      context.transaction(async (tx) => {
        await mustExist(tx, account(input.id))
        return { rows: await checkAccount(tx, context, account(input.id)) }
      }),
    ),
    list: contract.checks.list.handler(({ input, context }) =>
      context.transaction((tx) => readFindings(tx, context, input)),
    ),
    missingRates: contract.checks.missingRates.handler(({ context }) =>
      context.transaction(async (tx) => ({ rows: await readMissingRates(tx, context) })),
    ),
  }),
  churns: contract.churns.router({
    create: contract.churns.create.handler(({ input: { id, ...record }, context }) =>
      write(context, (tx) => createChurn(tx, context, account(id), record)),
    ),
    remove: contract.churns.remove.handler(({ input, context }) =>
      write(context, (tx) => removeChurn(tx, context, input.id)),
    ),
  }),
  list: contract.list.handler(({ input, context }) =>
    context.transaction(async (tx) => {
      await mustExist(tx, account(input.id))
      const asOf = asOfToday(context)
      const rows = await readContracts(tx, account(input.id), asOf, input.archived)
      const revenue = accountRevenue(revenueLines(rows), asOf.on, await readCounting(tx, asOf))
      return {
        asOf: asOf.on,
        currency: asOf.currency,
        ...revenue,
        rows,
        churns: await readChurnRecords(tx, account(input.id)),
      }
    }),
  ),
  create: contract.create.handler(({ input: { id, ...given }, context }) =>
    write(context, (tx) => createContract(tx, context, account(id), given)),
  ),
  update: contract.update.handler(({ input, context }) =>
    write(context, (tx) => updateContract(tx, context, { ...input, id: contractId(input.id) })),
  ),
  renew: contract.renew.handler(({ input, context }) => write(context, (tx) => renew(tx, context, input))),
  end: contract.end.handler(({ input: { id, on, reason, cancelledOn }, context }) =>
    write(context, (tx) =>
      endContract(tx, context, contractId(id), on as Day, reason, cancelledOn as Day | null | undefined),
    ),
  ),
  revert: contract.revert.handler(({ input: { id, undo }, context }) =>
    write(context, (tx) => revertContract(tx, context, contractId(id), undo)),
  ),
  archive: contract.archive.handler(({ input, context }) =>
    write(context, (tx) => setContractArchived(tx, context, contractId(input.id), true)),
  ),
  restore: contract.restore.handler(({ input, context }) =>
    write(context, (tx) => setContractArchived(tx, context, contractId(input.id), false)),
  ),
})
