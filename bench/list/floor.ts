import { type RawBuilder, sql } from 'kysely'
import { readCondition } from '#capabilities/facts/core/condition/check.ts'
import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import { conditionSql, factCatalogue, factColumn, factSql } from '#capabilities/facts/server/index.ts'
import { withClient } from '#platform/database/client.ts'
import type { CallContext } from '#platform/http/context.ts'
import type { BenchGround } from '../ground.ts'
import type { Statement } from './callers.ts'
import { columns, type Question, sorts } from './questions.ts'

type Asking = Pick<CallContext, 'caller' | 'today'>

/** Each question as one statement, as one would write it by hand; makes the index that each order wants first. */
export async function floorStatements(
  ground: BenchGround,
  { caller, today }: Asking,
  questions: readonly Question[],
): Promise<Statement[][]> {
  const { workspace } = caller
  const moment = { today: today(), currency: workspace.currency, timeZone: workspace.timeZone }
  return ground.database.workspace(workspace.id, async (tx) => {
    const catalogue = await factCatalogue(tx, workspace)
    const named = (key: string): FactDefinition => catalogue.get(key === 'account.name' ? 'account.reading' : key)!
    const compiled = (query: RawBuilder<unknown>) => {
      const { sql: text, parameters } = query.compile(tx)
      return { sql: text, parameters }
    }
    await withClient(ground.stores.server.login('owner'), async (owner) => {
      for (const [at, sort] of sorts.entries()) {
        const { text } = orderOf(named, sort)
        const order = compiled(text).sql.replaceAll('"f".', '')
        await owner.query(`create index if not exists floor_${at} on account_facts (workspace_id, ${order})`)
      }
      await owner.query('vacuum analyze account_facts')
    })
    const values = columns.split(',').map((key, at) => sql`${factSql(named(key), moment, 'f')} as ${sql.id(`c${at}`)}`)
    return questions.map(({ condition, sort }) => {
      const read = readCondition(condition, catalogue)
      if (!read.ok) throw new Error(`no condition: ${condition}`)
      const where = condition === '' ? sql`true` : conditionSql(read.value, moment, 'f')
      const statement = sql`
        select ${sql.join([sql`a.id`, sql`a.version`, sql`a.name`, ...values])}
        from account_facts f join accounts a on a.workspace_id = f.workspace_id and a.id = f.account_id
        where f.workspace_id = ${workspace.id}::uuid and a.archived_at is null and ${where}
        order by ${orderOf(named, sort).text} limit 51`
      return [compiled(statement)]
    })
  })
}

function orderOf(named: (key: string) => FactDefinition, sort: string) {
  const down = sort.startsWith('-')
  const value = factColumn(named(sort.replace('-', '')), 'f')
  return {
    text: down
      ? sql`${value} desc nulls last, ${sql.id('f', 'account_id')} desc`
      : sql`${value}, ${sql.id('f', 'account_id')}`,
  }
}
