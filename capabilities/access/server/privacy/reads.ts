import type { PersonId, WorkspaceId } from '#kernel/id.ts'
import type { Database } from '#platform/database/scope.ts'
import type { BulkRead, NoteRead } from '#platform/http/bulkRead.ts'
import type { Caller } from '#platform/http/context.ts'
import { logReads, writeReads } from './readRows.ts'

/** Who read what in an hour. */
export type Reader = {
  readonly workspaceId: WorkspaceId
  readonly hour: Date
  readonly personId: PersonId
  readonly keyId: string | null
  readonly keyName: string | null
  readonly kind: BulkRead['kind']
}

/** What is not written down yet of somebody's reading. */
export type Unwritten = {
  scope: string
  reads: number
  shown: number
  accounts: Set<string>
  across: boolean
  addresses: Set<string>
  firstAt: Date
  lastAt: Date
}
type Kept = Reader & { known: Set<string>; open: Unwritten | null; turn: Promise<void> }
type Tools = { database: Database; now: () => Date; onTrouble: (error: unknown) => void }

const everySeconds = 2
const logEvery = 30 // rounds

/**
 * Keeps who read much at once, one record for each reader, kind and hour. What is new of it (the first reading of the hour,
 * another customer, another address) is written before the answer goes out; more of the same is counted within
 * seconds, so that whoever walks a list costs no journey to the database for each page.
 */
export function keepReads(tools: Tools): { note: NoteRead; stop: () => Promise<void> } {
  const kept = new Map<string, Kept>()
  const write = (one: Kept): Promise<void> => {
    one.turn = one.turn.catch(() => {}).then(() => writeOpen(tools.database, one))
    return one.turn
  }
  const writeAll = async () => {
    for (const [key, one] of kept) {
      if (one.open) await write(one)
      if (tools.now().getTime() - one.hour.getTime() > 2 * 3_600_000) kept.delete(key)
    }
  }
  let round = 0
  const timer = setInterval(() => {
    void writeAll()
      .then(() => (round++ % logEvery === 0 ? logReads(tools.database, tools.now()) : undefined))
      .catch(tools.onTrouble)
  }, everySeconds * 1000)
  timer.unref()
  return {
    note: async (caller, read, { address }) => {
      // Whoever sees no personal data was shown none.
      if (read.kind !== 'accounts' && !caller.fieldClasses.has('personal')) return
      const one = keptOf(kept, readerOf(caller, read, tools.now()))
      if (add(one, caller, read, address, tools.now())) await write(one)
    },
    stop: async () => {
      clearInterval(timer)
      await writeAll().catch(tools.onTrouble)
    },
  }
}

function readerOf({ workspaceId, personId, key, viewing }: Caller, { kind }: BulkRead, now: Date): Reader {
  const hour = new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000)
  // Whoever looks as somebody else reads for themselves.
  const reader = { workspaceId, hour, personId: viewing?.by.personId ?? personId, kind }
  return { ...reader, keyId: key?.id ?? null, keyName: key?.name ?? null }
}

function keptOf(kept: Map<string, Kept>, reader: Reader): Kept {
  const { workspaceId, hour, personId, keyId, kind } = reader
  const key = [workspaceId, hour.getTime(), personId, keyId, kind].join(' ')
  const known = kept.get(key)
  if (known) return known
  const one: Kept = { ...reader, known: new Set(), open: null, turn: Promise.resolve() }
  kept.set(key, one)
  return one
}

/** Adds a reading; whether it tells anything new beside that there was one more. */
function add(one: Kept, caller: Caller, { accountId, shown }: BulkRead, address: string, now: Date): boolean {
  const scope = caller.reach?.scope ?? 'all'
  one.open ??= {
    scope,
    reads: 0,
    shown: 0,
    accounts: new Set(),
    across: false,
    addresses: new Set(),
    firstAt: now,
    lastAt: now,
  }
  const { open, known } = one
  open.reads++
  open.shown += shown
  open.lastAt = now
  if (accountId) open.accounts.add(accountId)
  else open.across = true
  open.addresses.add(address)
  if (open.scope !== scope) open.scope = 'all'
  const told = [accountId ?? 'across', `${scope} ${address}`]
  const isNew = told.some((text) => !known.has(text))
  for (const text of told) known.add(text)
  return isNew
}

async function writeOpen(database: Database, one: Kept): Promise<void> {
  const { open } = one
  if (!open) return
  one.open = null
  try {
    await writeReads(database, one, open)
  } catch (error) {
    one.known.clear()
    one.open = joined(open, one.open)
    throw error
  }
}

/** What could not be written, with what came since. */
function joined(first: Unwritten, then: Unwritten | null): Unwritten {
  if (!then) return first
  return {
    scope: first.scope === then.scope ? first.scope : 'all',
    reads: first.reads + then.reads,
    shown: first.shown + then.shown,
    accounts: first.accounts.union(then.accounts),
    across: first.across || then.across,
    addresses: first.addresses.union(then.addresses),
    firstAt: first.firstAt,
    lastAt: then.lastAt,
  }
}
