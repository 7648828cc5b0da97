import fs from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import type { Logger } from 'pino'
import { addPerson, createWorkspace } from '#capabilities/access/server/index.ts'
import type { SettleTools } from '#capabilities/facts/server/settle.ts'
import { type Ingest, startIngest } from '#capabilities/usage/server/index.ts'
import { dayOf } from '#kernel/day.ts'
import { type PersonId, uuidV7, type WorkspaceId } from '#kernel/id.ts'
import { openDatabase } from '#platform/database/open.ts'
import type { Database } from '#platform/database/scope.ts'
import type { DatabaseServer } from '#platform/database/server.ts'
import type { EventStore } from '#platform/events/store.ts'
import { livePublisher } from '#platform/http/live.ts'
import { type Identity, openIdentity } from '#platform/identity/identity.ts'
import { facts, seeds } from '../catalogue.ts'
import { spoken } from '../speak.ts'
import { companyName, companyOf, staff } from './company.ts'
import { installUsage, replay } from './history.ts'
import { installBeside } from './installBeside.ts'
import { installContracts, installCustomers } from './installCustomers.ts'
import { installSegments } from './installSegments.ts'
import { installTalks } from './installTalks.ts'
import { installSelfStart } from './selfStart.ts'

/** What the demo is built on; the product itself is not running yet. */
export type DemoGround = { server: DatabaseServer; events: EventStore; log: Logger; dataDirectory: string }

const domain = 'junkai-note.example.jp'
const timeZone = 'Asia/Tokyo'
const noteOf = (dataDirectory: string) => path.join(dataDirectory, 'demo-sign-in.txt')
const buildingOf = (dataDirectory: string) => path.join(dataDirectory, 'demo-building')

/** A demo company whose building was interrupted is of no use: it is built anew. To be called before the stores open. */
export function clearUnfinishedDemo(dataDirectory: string): void {
  if (fs.existsSync(buildingOf(dataDirectory))) fs.rmSync(dataDirectory, { recursive: true })
}

/** Builds the demo company where there is none yet; says how to sign in. */
export async function prepareDemo(ground: DemoGround): Promise<string> {
  const note = noteOf(ground.dataDirectory)
  const building = buildingOf(ground.dataDirectory)
  if (!fs.existsSync(note)) {
    console.log(
      spoken({
        ja: 'デモ企業を作っています（300社・3年分）…',
        en: 'Building the demo company (300 customers, three years)…',
      }),
    )
    fs.writeFileSync(building, '')
    const signIn = await build(ground)
    fs.writeFileSync(note, signIn, { mode: 0o600 })
    fs.rmSync(building)
  }
  return spoken({ ja: 'デモのサインイン', en: 'Demo sign-in' }) + `: ${fs.readFileSync(note, 'utf8').trim()}`
}

async function build({ server, events, log }: DemoGround): Promise<string> {
  await using opened = new AsyncDisposableStack()
  const database = await openDatabase(server)
  opened.defer(database.stop)
  const live = livePublisher(database, log)
  opened.defer(live.stop)
  const identity = await openIdentity(database, { publicUrl: undefined, log })
  const ingest = await startIngest({ database, events, live, log, listen: database.listen })
  opened.defer(ingest.stop)
  const fail = (part: string) => (error: unknown) =>
    log.error({ part, err: error }, 'the demo company could not be built')
  const settling: SettleTools = {
    system: facts,
    database,
    events,
    live,
    now: () => new Date(),
    onMalformed: (keys) => log.warn({ part: 'facts', facts: keys }, 'facts of a wrong type were left out'),
    onFailure: (_workspace, _accounts, error) => fail('facts')(error),
  }
  return await install(database, identity, ingest, settling)
}

async function install(database: Database, identity: Identity, ingest: Ingest, settling: SettleTools): Promise<string> {
  const now = new Date()
  const today = dayOf(now.getTime(), timeZone)
  const { customers, talks, beside, newId } = companyOf(today)
  const workspace = {
    id: newWorkspaceId(now),
    name: companyName,
    locale: 'ja' as const,
    timeZone,
    currency: 'JPY',
    fiscalStartMonth: 4,
  }
  const password = `junkai-${Buffer.from(crypto.getRandomValues(new Uint8Array(6))).toString('hex')}`
  const users: string[] = []
  for (const { name, email } of staff)
    users.push(await identity.create({ email: `${email}@${domain}`, name, password }))
  await database.workspace(workspace.id, async (tx) => {
    await createWorkspace(tx, workspace, seeds)
    const people: PersonId[] = []
    for (const [index, { name, email, role }] of staff.entries()) {
      people.push(await addPerson(tx, workspace.id, { userId: users[index]!, name, email: `${email}@${domain}`, role }))
    }
    const owned = { workspace: workspace.id, staff: people, customers }
    await installCustomers(tx, owned, newId)
    await installContracts(tx, owned, newId)
    await installBeside(tx, { ...owned, beside, today }, newId)
    await installTalks(tx, owned, talks, today)
    await installSegments(tx, workspace.id, today, newId)
    await installSelfStart(tx, workspace.id, newId)
    // Until the past is lived through, the present must not be computed: the day is marked as done.
    await sql`insert into day_turns (workspace_id, turned_to) values (${workspace.id}, ${today})
      on conflict (workspace_id) do update set turned_to = excluded.turned_to`.execute(tx)
  })
  await installUsage(database, workspace.id, customers, today)
  await ingest.projector.settled()
  await replay(settling, workspace, { customers, beside }, today)
  await database.workspace(workspace.id, (tx) =>
    sql`delete from day_turns where workspace_id = ${workspace.id}`.execute(tx),
  )
  return `${staff[0].email}@${domain} / ${password}`
}

function newWorkspaceId(now: Date): WorkspaceId {
  return uuidV7(now.getTime(), crypto.getRandomValues(new Uint8Array(10))) as WorkspaceId
}
