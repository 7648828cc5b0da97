import { sql } from 'kysely'
import { csvCell } from '#kernel/csv.ts'
import { csvQuery, fieldClasses } from '#kernel/exchange.ts'
import { csvPages, csvPageSize, queryOf, sendCsv } from '#platform/http/csvFile.ts'
import type { RawRoutes } from '#platform/http/raw.ts'
import { incidentPeoplePath, incidentQuery } from '#capabilities/access/contract/incident.ts'
import { recordChange } from '#capabilities/access/server/audit.ts'
import { affectedBy, contactsOf } from './affected.ts'
import { inSpan } from './trace.ts'

const heads = {
  ja: '顧客,氏名,フリガナ,部署,役職,メールアドレス,電話番号,担当者ID',
  en: 'Customer,Name,Reading,Department,Title,Mail address,Telephone,Contact id',
}

type Row = {
  id: string
  account: string
  name: string
  kana: string | null
  department: string | null
  title: string | null
  email: string | null
  phone: string | null
}

/** The people whose data may have been read, as a table for the report and for telling them. */
export const incidentRawRoutes: RawRoutes = (app) => {
  const config = { mayCall: 'workspace.manage', proof: 'fresh', sees: fieldClasses, bulk: 'contacts' } as const
  app.get(incidentPeoplePath, { config }, async (request, reply) => {
    const call = await request.callContext()
    const { encoding, locale, ...asked } = queryOf(incidentQuery.extend(csvQuery.shape), request)
    const affected = await affectedBy(
      call.database,
      call.caller.workspaceId,
      inSpan(asked, call.caller.workspace.timeZone),
    )
    await call.transaction((tx) =>
      recordChange(tx, {
        by: call.caller,
        action: 'incident.export',
        subjectId: call.caller.workspaceId,
        after: asked,
      }),
    )
    const page = async (cursor: string | undefined) => {
      const { rows } = await call.transaction((tx) =>
        sql<Row>`
          select c.id, a.name as account, c.name, c.name_kana as kana, c.department, c.title, c.email, c.phone
          from contacts c join accounts a on a.workspace_id = c.workspace_id and a.id = c.account_id
          where ${contactsOf(affected)} and (${cursor ?? null}::uuid is null or c.id > ${cursor ?? null}::uuid)
          order by c.id limit ${csvPageSize}`.execute(tx),
      )
      return { rows, next: rows.length < csvPageSize ? null : (rows.at(-1)?.id ?? null) }
    }
    const name = `affected-people-${call.today()}`
    const shown = locale === 'ja' ? `漏えい等の対象となりうる人-${call.today()}` : name
    const cells = ({ id, ...row }: Row) => [...Object.values(row), id].map((cell) => csvCell(cell ?? ''))
    return sendCsv(reply, { encoding, name, shown }, csvPages(heads[locale], page, cells))
  })
}
