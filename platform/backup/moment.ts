import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import { tablesOf } from './digest.ts'
import { openSession } from './session.ts'

/** A named point of PostgreSQL's log. `exact`: the session it was made for sees exactly what was there. */
export type Moment = { name: string; lsn: string; exact: boolean }

const patience = 20_000 // ms for a moment in which nobody writes
const hold = 250 // ms at most for which writers wait for us: below the second after which PostgreSQL looks for a deadlock

/**
 * Names a point of the log and leaves `looking` in a snapshot of exactly that point: all tables are kept from changing for
 * the few milliseconds that takes. Where long writers leave no such moment, the point is named without a snapshot.
 */
export async function nameMoment(login: pg.ClientConfig, looking: pg.Client): Promise<Moment> {
  const name = `banso_${Date.now()}`
  await using holding = await openSession(login)
  for (const until = Date.now() + patience; Date.now() < until; await wait(500)) {
    await holding.query('begin')
    try {
      await holding.query(`set local lock_timeout = '${hold}ms'`)
      await holding.query(`lock table ${(await tablesOf(holding)).join(', ')} in share mode`)
      await looking.query('begin transaction isolation level repeatable read read only')
      await looking.query('select from pg_class limit 1') // the snapshot is taken by the first question
      const lsn = await pointAt(holding, name)
      await holding.query('commit')
      return { name, lsn, exact: true }
    } catch (error) {
      await holding.query('rollback')
      await looking.query('rollback')
      if ((error as { code?: string }).code !== '55P03') throw error
    }
  }
  return { name, lsn: await pointAt(holding, name), exact: false }
}

async function pointAt(client: pg.Client, name: string): Promise<string> {
  const { rows } = await client.query<{ lsn: string }>('select pg_create_restore_point($1)::text as lsn', [name])
  return rows[0]!.lsn
}
