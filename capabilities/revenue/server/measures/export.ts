import { z } from 'zod'
import { recordChange } from '#capabilities/access/server/index.ts'
import { csvCell } from '#kernel/csv.ts'
import { csvQuery, daySchema } from '#kernel/exchange.ts'
import { majorUnits } from '#kernel/money.ts'
import type { CallContext } from '#platform/http/context.ts'
import { csvPages, csvPageSize, queryOf, sendCsv } from '#platform/http/csvFile.ts'
import type { RawRoutes } from '#platform/http/raw.ts'
import { withinShape } from '#capabilities/revenue/contract/ledger.ts'
import { movementsExportPath } from '#capabilities/revenue/contract/measures.ts'
import { movementLabels } from '#capabilities/revenue/core/labels.ts'
import { movementKinds } from '#capabilities/revenue/core/ledger/movement.ts'
import { readMovements } from '../ledger/movements.ts'

const query = z.object({
  from: daySchema,
  to: daySchema,
  ...withinShape,
  kind: z.enum(movementKinds).optional(),
  ...csvQuery.shape,
})
type Asked = z.infer<typeof query>
type Movement = Awaited<ReturnType<typeof readMovements>>['rows'][number]

const heads = {
  ja: '日付,増減の種類,顧客,製品,プラン,MRRの増減,通貨,契約通貨での増減,契約通貨,適用開始日,適用終了日,数量,料金,請求間隔',
  en: 'Date,Movement,Customer,Product,Plan,MRR change,Currency,Change in contract currency,Contract currency,Valid from,Valid until,Quantity,Price,Billing interval',
}

/** The download of the movements of a period. */
export const movementsRawRoutes: RawRoutes = (app) => {
  app.get(
    movementsExportPath,
    { config: { mayCall: 'accounts.export', proof: 'fresh', sees: ['money'] } },
    async (request, reply) => {
      const call = await request.callContext()
      const asked = queryOf(query, request)
      await call.transaction((tx) =>
        recordChange(tx, {
          by: call.caller,
          action: 'revenue_movements.export',
          subjectId: call.caller.workspaceId,
          after: { ...asked },
        }),
      )
      const span = `${asked.from.slice(0, 7)}_${asked.to.slice(0, 7)}`
      const shown = `${asked.locale === 'ja' ? 'MRR増減' : 'mrr-movements'}-${span}`
      return sendCsv(reply, { encoding: asked.encoding, name: `mrr-movements-${span}`, shown }, lines(call, asked))
    },
  )
}

function lines(call: CallContext, { encoding: _, locale, ...period }: Asked): AsyncGenerator<string> {
  const read = (cursor: string | undefined) =>
    call.transaction((tx) => readMovements(tx, call, { ...period, limit: csvPageSize, cursor }))
  return csvPages(heads[locale], read, (row) => cellsOf(row, call.caller.workspace.currency, locale))
}

/** Texts are guarded against being read as formulas; amounts are our own numbers, and stay numbers when they are negative. */
function cellsOf(row: Movement, currency: string, locale: 'ja' | 'en'): string[] {
  const { version } = row
  const money = (amount: number, of: string) => String(majorUnits({ amount, currency: of }))
  return [
    row.on,
    movementLabels[row.kind][locale],
    csvCell(row.account.name),
    csvCell(row.product),
    csvCell(version.plan ?? ''),
    money(row.amount, currency),
    currency,
    money(row.native, row.currency),
    row.currency,
    version.startOn,
    version.endOn ?? '',
    String(version.quantity),
    money(version.amount, row.currency),
    intervalWords(version)[locale],
  ]
}

const units = {
  month: { ja: 'か月', en: 'month' },
  week: { ja: '週', en: 'week' },
  day: { ja: '日', en: 'day' },
} as const

/** How often a price is paid: 12か月, 2 weeks. */
function intervalWords({ intervalMonths: count, intervalUnit: unit }: Movement['version']) {
  return { ja: `${count}${units[unit].ja}`, en: `${count} ${units[unit].en}${count === 1 ? '' : 's'}` }
}
