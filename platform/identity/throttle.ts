import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { sql } from 'kysely'
import type { Database } from '#platform/database/scope.ts'
import { returnsOf } from './returns.ts'

type Limit = { scope: 'pair' | 'account' | 'address'; attempts: number; minutes: number }

// A person mistypes; a guesser from one address is stopped at the pair; many addresses against one account, or many
// accounts from one address, at the wider ones. NIST SP 800-63B 5.2.2 asks for 100 in a row at most.
const limits: readonly Limit[] = [
  { scope: 'pair', attempts: 5, minutes: 5 },
  { scope: 'account', attempts: 50, minutes: 60 },
  { scope: 'address', attempts: 60, minutes: 15 },
]

/**
 * An attempt that was let through; `succeeded` takes it back, so that only failures count, and `unjudged` where nobody could
 * say whether it was right: whoever signs in while a disk is full has not failed.
 */
export type Attempt =
  | { allowed: true; succeeded: () => Promise<void>; unjudged: () => Promise<void> }
  | { allowed: false; retryAfterSeconds: number }

/**
 * Counts an attempt to prove an identity, before it is judged, and says whether it may go on. Unknown accounts are
 * counted like known ones: the answer tells nothing about whether there is such an account.
 */
export async function attempt(database: Database, account: string, address: string, now: Date): Promise<Attempt> {
  const keys = keysOf(account, address)
  const until = await database.system(async (tx) => {
    const { rows } = await sql<{ key: string; attempts: number; until: Date }>`
      insert into auth.throttle as known (key, attempts, until)
      select key, 1, ${now}::timestamptz + minutes * interval '1 minute'
      from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as given (key text, minutes int)
      order by key
      on conflict (key) do update set
        attempts = case when known.until <= ${now} then 1 else known.attempts + 1 end,
        until = case when known.until <= ${now} then excluded.until else known.until end
      returning key, attempts, until
    `.execute(tx)
    const spent = rows.filter((row) => row.attempts > (keys.find((key) => key.key === row.key)?.attempts ?? 0))
    if (spent.length === 0) return null
    // What is turned away is not judged: it uses up no attempt of the wider limits, nor keeps this one closed.
    await sql`update auth.throttle set attempts = attempts - 1 where key = any (${keys.map(({ key }) => key)})`.execute(
      tx,
    )
    return Math.max(...spent.map((row) => row.until.getTime()))
  })
  if (until !== null)
    return { allowed: false, retryAfterSeconds: Math.max(1, Math.ceil((until - now.getTime()) / 1000)) }
  const unjudged = () => returnsOf(database).give(keys.map(({ key }) => key))
  return { allowed: true, succeeded: () => forget(database, keys), unjudged }
}

/** Takes a success back out of the counts: the account's are forgotten, the address has one attempt less. */
async function forget(database: Database, keys: ReturnType<typeof keysOf>): Promise<void> {
  const [pair, account, address] = keys.map(({ key }) => key)
  await database.system(async (tx) => {
    await sql`delete from auth.throttle where key in (${pair}, ${account})`.execute(tx)
    await sql`update auth.throttle set attempts = attempts - 1 where key = ${address} and attempts > 0`.execute(tx)
  })
}

/** Forgets counts whose time is over. */
export async function sweepThrottle(database: Database, now: Date): Promise<void> {
  await database.system((tx) => sql`delete from auth.throttle where until < ${now}`.execute(tx))
}

function keysOf(account: string, address: string) {
  const network = networkOf(address)
  const parts = { pair: `${account} ${network}`, account, address: network }
  return limits.map(({ scope, attempts, minutes }) => ({
    key: `${scope}:${createHash('sha256').update(parts[scope]).digest('base64url')}`,
    attempts,
    minutes,
  }))
}

/** One household or office has a whole /64 of IPv6 addresses: it counts as one. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address.replace(/^::ffff:/, '')
  const [head = '', tail] = address.split('::')
  const front = head.split(':').filter(Boolean)
  const back = tail?.split(':').filter(Boolean) ?? []
  return [...front, ...Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0'), ...back]
    .slice(0, 4)
    .join(':')
}
