import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { csvCell } from '#kernel/csv.ts'
import { fieldClasses } from '#kernel/exchange.ts'
import type { CallContext } from '#platform/http/context.ts'
import { csvPages, csvPageSize, queryOf, sendCsv } from '#platform/http/csvFile.ts'
import type { RawRoutes } from '#platform/http/raw.ts'
import { auditExportPath, auditExportQuery } from '../contract/audit.ts'
import { recordChange } from './audit.ts'
import { type AuditSearch, readAudit } from './auditRead.ts'

const heads = {
  ja: '日時,人,お客さま側の人,操作,対象,顧客,変更前,変更後,経路,ハッシュ,封',
  en: 'At,Person,Customer’s person,Action,Subject,Customer,Before,After,Origin,Hash,Seal',
}

type Proof = { id: string; text: string; hash: string; seal: string | null }

/** The download of the record of changes with its proof: a table to read, or JSON lines to check without Banso. */
export const auditRawRoutes: RawRoutes = (app) => {
  // Its proof is of the rows as they are: whoever may not see all of them has no use for it.
  const config = { mayCall: 'workspace.manage', proof: 'fresh', sees: fieldClasses } as const
  app.get(auditExportPath, { config }, async (request, reply) => {
    const call = await request.callContext()
    const { format, locale, encoding, ...asked } = queryOf(auditExportQuery, request)
    const search = { ...asked, timeZone: call.caller.workspace.timeZone }
    await call.transaction((tx) =>
      recordChange(tx, {
        by: call.caller,
        action: 'audit.export',
        subjectId: call.caller.workspaceId,
        after: { format, ...asked },
      }),
    )
    const name = `audit-${call.today()}`
    if (format === 'csv')
      return sendCsv(
        reply,
        { encoding, name, shown: locale === 'ja' ? `変更の記録-${call.today()}` : name },
        csv(call, search, locale),
      )
    return reply
      .type('application/x-ndjson')
      .header('content-disposition', `attachment; filename="${name}.jsonl"`)
      .send(Readable.from(jsonLines(call, search)))
  })
}

function csv(call: CallContext, search: AuditSearch, locale: 'ja' | 'en'): AsyncGenerator<string> {
  const read = async (cursor: string | undefined) => {
    const { entries, proofs, next } = await page(call, search, cursor)
    return { rows: entries.map((entry) => ({ entry, proof: proofs.get(entry.id) })), next }
  }
  const json = (value: unknown) => (value === null ? '' : JSON.stringify(value))
  return csvPages(heads[locale], read, ({ entry, proof }) =>
    [
      entry.at,
      entry.person?.name ?? '',
      entry.contact?.name ?? '',
      entry.action,
      entry.subjectId,
      entry.accountId ?? '',
      json(entry.before),
      json(entry.after),
      entry.origin,
      proof?.hash ?? '',
      proof?.seal ?? '',
    ].map(csvCell),
  )
}

/** First the seals, each with the one before it; then every row with the text that its hash is of. */
async function* jsonLines(call: CallContext, search: AuditSearch): AsyncGenerator<string> {
  const line = (value: unknown) => `${JSON.stringify(value)}\n`
  const seals = await call.transaction((tx) =>
    sql<Record<string, unknown>>`
      select number::int, at, entries, encode(root, 'hex') as root, encode(hash, 'hex') as hash, dropped_at as "droppedAt"
      from audit_seals order by number`.execute(tx),
  )
  for (const seal of seals.rows) yield line({ kind: 'seal', ...seal })
  let cursor: string | undefined
  do {
    const { entries, proofs, next } = await page(call, search, cursor)
    for (const entry of entries) {
      const { text, hash, seal } = proofs.get(entry.id) ?? { text: null, hash: null, seal: null }
      yield line({ kind: 'entry', ...entry, text, hash, seal: seal === null ? null : Number(seal) })
    }
    cursor = next ?? undefined
  } while (cursor)
}

async function page(call: CallContext, search: AuditSearch, cursor: string | undefined) {
  return await call.transaction(async (tx) => {
    const { entries, nextCursor } = await readAudit(tx, { ...search, cursor, limit: csvPageSize })
    const { rows } = await sql<Proof>`
      select a.id, audit_text(a) as text, encode(p.hash, 'hex') as hash, p.seal::text as seal
      from audit_log a left join audit_proofs p on p.workspace_id = a.workspace_id and p.audit_id = a.id
      where a.id = any (${entries.map(({ id }) => id)}::uuid[])`.execute(tx)
    return { entries, next: nextCursor, proofs: new Map(rows.map((row) => [row.id, row])) }
  })
}
