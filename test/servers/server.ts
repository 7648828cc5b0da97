import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { sql } from 'kysely'
import { pino } from 'pino'
import { addPerson } from '#capabilities/access/server/workspaces.ts'
import type { PersonId } from '#kernel/id.ts'
import { errorOfProblem, readableByClient } from '#kernel/problem.ts'
import type { Workspace } from '#platform/http/context.ts'
import type { RouteFact } from '#platform/http/guard.ts'
import { createHost } from '#platform/http/host.ts'
import type { EventStore } from '#platform/events/store.ts'
import { type Disk, unwatchedDisk } from '#platform/files/disk.ts'
import { allowedRanges } from '#platform/outbound/addresses.ts'
import { allowOutbound } from '#platform/outbound/connect.ts'
import { type App, startApp } from '#start/app.ts'
import { rawRoutes, router } from '#start/catalogue.ts'
import { described } from '#start/described.ts'
import { contract } from '#start/web/contract.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { holdAnswersToDescription } from './describedAnswers.ts'
import { atEnd } from './ending.ts'
import { testEvents } from './events.ts'
import { testWorkspace } from './workspace.ts'

export type Api = ContractRouterClient<typeof contract>

/** Somebody who is signed in. */
export type Visitor = {
  personId: PersonId
  workspace: Workspace
  /** Calls routes as a browser would, over HTTP, typed by the contract. */
  api: Api
  /** A plain request with their session, for what the contract does not describe. */
  fetch: (path: string, init?: RequestInit) => Promise<Response>
  /** The value of the Cookie header, for a real browser. */
  cookie: string
}

export type TestServer = {
  address: string
  app: App
  /** All routes as they are mounted, those that speak to the web server directly included. */
  routes: readonly RouteFact[]
  database: TestDatabase
  /** The workspace that people join unless told otherwise. */
  workspace: Workspace
  /** A new person with a role of the workspace (`admin`, `csm`, `viewer` …), signed in. */
  signIn: (role?: string, workspace?: Workspace) => Promise<Visitor>
}

/** The whole product over HTTP, on a database of its own; it ends with the tests of the file. */
export async function testServer(
  options: { web?: string; disk?: Disk; events?: EventStore } = {},
): Promise<TestServer> {
  allowOutbound(allowedRanges('127.0.0.1')) // where receivers and mail servers of tests stand
  const database = await testDatabase()
  const log = pino({ level: process.env.TEST_LOG ?? 'silent' })
  const filesDirectory = await mkdtemp(path.join(os.tmpdir(), 'banso-files-'))
  const { web, disk = unwatchedDisk(filesDirectory), events = testEvents() } = options
  const ground = { server: database.server, events, filesDirectory, disk, publicUrl: undefined, log }
  const app = await startApp(ground)
  const host = await createHost({
    router,
    raw: rawRoutes(app),
    parts: app,
    ready: () => true,
    log,
    version: '0.0.0',
    described,
    ...(web ? { web } : {}),
  })
  await host.app.listen({ host: '127.0.0.1', port: 0 })
  atEnd(async () => {
    await host.app.close()
    await app.stop()
    await rm(filesDirectory, { recursive: true, force: true })
  })
  holdAnswersToDescription(host.app.server, host.routes)
  const address = `http://127.0.0.1:${(host.app.server.address() as AddressInfo).port}`
  const workspace = await testWorkspace(database)
  let people = 0
  return {
    address,
    app,
    routes: host.routes,
    database,
    workspace,
    signIn: async (role = 'admin', into = workspace) => {
      const [name, email] = [`${role} ${++people}`, `${role}${people}@example.co.jp`]
      const userId = crypto.randomUUID()
      // Without a password: to derive one takes longer than most tests, and nobody signs in by it.
      await database.system((tx) =>
        sql`insert into auth.users (id, name, email) values (${userId}, ${name}, ${email})`.execute(tx),
      )
      const personId = await database.workspace(into.id, (tx) => addPerson(tx, into.id, { userId, name, email, role }))
      const cookie = await app.identity.openSession(userId, into.id)
      return { personId, workspace: into, cookie, ...clientOf(address, cookie) }
    },
  }
}

/** Calls the product at an address with a session's cookie. */
export function clientOf(address: string, cookie: string): Pick<Visitor, 'api' | 'fetch'> {
  let held = cookie
  // A new proof within a session gives it another token.
  const keeping = (answer: Response) => {
    const given = answer.headers.getSetCookie().find((one) => one.startsWith(cookie.split('=', 1)[0]!))
    held = given?.split(';', 1)[0] ?? held
    return answer
  }
  const link = new OpenAPILink(contract, {
    url: `${address}/api/v1`,
    headers: () => ({ cookie: held }),
    fetch: async (request, init) => readableByClient(keeping(await fetch(request, init))),
    customErrorResponseBodyDecoder: errorOfProblem,
  })
  return {
    api: createORPCClient<Api>(link),
    fetch: async (at, init = {}) => {
      const headers = new Headers(init.headers)
      headers.set('cookie', held)
      return keeping(await fetch(`${address}${at}`, { ...init, headers }))
    },
  }
}
