import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Database } from '#platform/database/scope.ts'
import { onceItIsBack } from '#platform/database/unavailable.ts'
import { giveBack, type Leased, takeBack, takeDue } from './lease.ts'
import { settle } from './settle.ts'
import { tell } from './tell.ts'

export type WebhookTools = {
  readonly database: Database
  /** This process, as `holdLead` names it. */
  readonly self: string
  readonly now: () => Date
  readonly newId: () => string
  readonly onTrouble: (error: unknown) => void
}

const collect = 25 // ms
const poll = 1000 // ms between looks for what became due by itself
const mostUnderWay = 400 // receivers that hang take their share of it until they time out
const remembered = 40_000 // ms for which what a receiver said is kept in mind while the database is away: while it is ours
const keptDays = 30

/** Tells receivers what happened for as long as it runs; several processes may do so on one database. */
export async function startWebhooks(tools: WebhookTools): Promise<{ stop: () => Promise<void> }> {
  const { database, self: token, onTrouble } = tools
  const stopping = new AbortController()
  const underWay = new Set<Promise<void>>()
  let wake = () => {}
  let [cleared, lookedBack] = [0, 0]
  const listening = await database.listen('banso_webhooks', () => wake())

  const deliver = async (delivery: Leased) => {
    const told = await tell(database, delivery, { now: tools.now, stopping: stopping.signal })
    if (stopping.signal.aborted && told.attempt.status === null) return
    const by = { token, chance: Math.random(), newId: tools.newId }
    await onceItIsBack(() => settle(database, delivery, told, by), {
      patience: remembered,
      stopping: stopping.signal,
    })
  }
  const round = async () => {
    if (performance.now() - lookedBack > poll) {
      await takeBack(database, token)
      lookedBack = performance.now()
    }
    for (const delivery of await takeDue(database, token, mostUnderWay - underWay.size)) {
      const doing = deliver(delivery)
        .catch(onTrouble)
        .finally(() => {
          underWay.delete(doing)
          wake() // the receiver has room for the next
        })
      underWay.add(doing)
    }
    if (tools.now().getTime() - cleared < 3_600_000) return
    cleared = tools.now().getTime()
    await clearOld(database)
  }
  const running = (async () => {
    for (let troubles = 0; !stopping.signal.aborted; ) {
      const woken = new Promise<void>((resolve) => (wake = resolve))
      try {
        await round()
        troubles = 0
      } catch (error) {
        onTrouble(error)
        troubles++
      }
      const pause = wait(poll * 2 ** Math.min(troubles, 5), undefined, { signal: stopping.signal }).catch(() => {})
      await Promise.race([troubles === 0 ? woken : new Promise(() => {}), pause])
      // What is done and what is new within some milliseconds is one question to the database.
      await wait(collect, undefined, { signal: stopping.signal }).catch(() => {})
    }
  })()
  return {
    stop: async () => {
      stopping.abort()
      wake()
      await running
      await Promise.all(underWay)
      await giveBack(database, token).catch(() => {}) // a database that is away: what was taken is due again by itself
      await listening.stop()
    },
  }
}

/** Forgets what happened long ago, and with it what became of telling it. */
async function clearOld(database: Database): Promise<void> {
  await database.system((tx) =>
    sql`delete from webhook_events where at < now() - ${keptDays} * interval '1 day'`.execute(tx),
  )
}
