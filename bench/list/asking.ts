// The process that P4 is measured in: as `npm start` would run it. It sends its figure to who started it.
import type { AddressInfo } from 'node:net'
import { Worker } from 'node:worker_threads'
import type { CompiledQuery } from 'kysely'
import { pino } from 'pino'
import { addPerson } from '#capabilities/access/server/index.ts'
import { listAccounts } from '#capabilities/accounts/server/index.ts'
import { dayOf } from '#kernel/day.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Caller, Workspace } from '#platform/http/context.ts'
import { createHost } from '#platform/http/host.ts'
import { startApp } from '#start/app.ts'
import { rawRoutes, router } from '#start/catalogue.ts'
import type { Figure } from '../figure.ts'
import { filledWorkspace, settled } from '../filled.ts'
import { type BenchGround, openGround } from '../ground.ts'
import type { Called, Calling, Statement } from './callers.ts'
import { floorStatements } from './floor.ts'
import { columns, conditions, type Question, sorts } from './questions.ts'

const accounts = Number(process.env['BENCH_ACCOUNTS'] ?? 100_000)
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 10)
const callers = 16

async function measure(ground: BenchGround): Promise<Figure> {
  const workspace = await filledWorkspace(ground, accounts)
  const log = pino({ level: 'silent' })
  const app = await startApp({
    ...ground.stores,
    filesDirectory: `${ground.directory}/files`,
    publicUrl: undefined,
    log,
  })
  await settled(ground.database)
  const host = await createHost({ router, raw: rawRoutes(app), parts: app, ready: () => true, log, version: '0' })
  await host.app.listen({ host: '127.0.0.1', port: 0 })
  const address = `http://127.0.0.1:${(host.app.server.address() as AddressInfo).port}`
  const userId = await app.identity.create({
    name: '計測',
    email: `${Date.now()}@example.jp`,
    password: 'correct horse staple',
  })
  await app.database.workspace(workspace.id, (tx) =>
    addPerson(tx, workspace.id, { userId, name: '計測', email: `${Date.now()}@example.jp`, role: 'admin' }),
  )
  const cookie = await app.identity.openSession(userId, workspace.id)
  const questions = conditions.flatMap((condition) => sorts.map((sort) => ({ condition, sort })))
  const paths = questions.map(
    (question) => `/api/v1/accounts?${new URLSearchParams({ ...question, columns, limit: '50' }).toString()}`,
  )

  await call({ way: 'http', callers: 4, rounds: 2, address, cookie, paths })
  const before = process.threadCpuUsage()
  const product = await call({ way: 'http', callers, rounds, address, cookie, paths })
  const spent = process.threadCpuUsage(before)
  console.error(
    `the server's own thread: ${round((spent.user + spent.system) / 1000 / product.times.length)} ms a page`,
  )
  const begin = `begin; set local app.workspace_id = '${workspace.id}'`
  const { user, host: socket, database } = ground.stores.server.login('banso_app')
  const login = { user, host: socket, database }
  const alone = { way: 'driver', callers, rounds, login, begin } as const
  const own = await call({ ...alone, questions: await ownStatements(ground, workspace, questions) })
  console.error(
    `what the product asks PostgreSQL, by the driver alone: ${round(own.times.length / own.seconds)} pages/s`,
  )
  await host.app.close()
  await app.stop()
  const floor = await call({ ...alone, questions: await floorStatements(ground, asking(workspace), questions) })

  tellSlowest(product, questions)
  const [figure, bare] = [percentile(product.times, 0.95), percentile(floor.times, 0.95)]
  console.error(`median ${round(percentile(product.times, 0.5))} ms, floor ${round(percentile(floor.times, 0.5))} ms`)
  console.error(
    `${round(product.times.length / product.seconds)} pages/s, floor ${round(floor.times.length / floor.seconds)}`,
  )
  return {
    name: 'P4',
    floorIsPeer: true,
    ratio: round(product.times.length / product.seconds / (floor.times.length / floor.seconds)),
    figure: round(figure),
    unit: 'ms p95',
    floor: round(bare),
    rows: accounts,
    seconds: round(product.seconds),
  }
}

/** The statements that the product sends for each question, as PostgreSQL gets them. */
async function ownStatements(
  ground: BenchGround,
  workspace: Workspace,
  questions: readonly Question[],
): Promise<Statement[][]> {
  const asker = { ...asking(workspace), database: ground.database }
  const asked: Statement[][] = []
  for (const question of questions) {
    const statements: Statement[] = []
    await ground.database.workspace(workspace.id, (tx) =>
      listAccounts(listening(tx, statements), asker, { ...question, columns, limit: 50, archived: 'without' }),
    )
    // What is asked once and remembered (the catalogue, the roster) is no part of a page.
    asked.push(statements.filter((statement) => statement.sql.includes('with ordinality')))
  }
  return asked
}

function asking(workspace: Workspace) {
  const caller = { workspace, workspaceId: workspace.id } as Caller
  return { caller, today: () => dayOf(Date.now(), workspace.timeZone) }
}

/** A transaction that notes what it executes. */
function listening(tx: Tx, statements: Statement[]): Tx {
  return new Proxy(tx, {
    get: (target, name, receiver) => {
      if (name !== 'getExecutor') return Reflect.get(target, name, receiver)
      return () => {
        const executor = target.getExecutor()
        return new Proxy(executor, {
          get: (of, key) => {
            if (key !== 'executeQuery') return Reflect.get(of, key).bind?.(of) ?? Reflect.get(of, key)
            return (query: CompiledQuery) => {
              statements.push({ sql: query.sql, parameters: query.parameters })
              return of.executeQuery(query)
            }
          },
        })
      }
    },
  })
}

function call(calling: Calling): Promise<Called> {
  const worker = new Worker(new URL('./callers.ts', import.meta.url), { workerData: calling })
  return new Promise((resolve, reject) => {
    worker.on('message', (called: Called) => {
      resolve(called)
      void worker.terminate()
    })
    worker.on('error', reject)
  })
}

function tellSlowest({ times, questions }: Called, asked: readonly { condition: string; sort: string }[]): void {
  const means = asked.map((question, at) => {
    const own = times.filter((_, i) => questions[i] === at)
    return { ...question, ms: round(own.reduce((sum, one) => sum + one, 0) / own.length) }
  })
  for (const { condition, sort, ms } of means.sort((a, b) => b.ms - a.ms).slice(0, 8))
    console.error(`${ms} ms: ${condition} by ${sort}`)
}

const percentile = (times: readonly number[], share: number) =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? 0
const round = (value: number) => Math.round(value * 1000) / 1000

const opened = await openGround(process.env['BENCH_DATA'])
try {
  const figure = await measure(opened)
  process.send?.(figure)
} finally {
  await opened.stop()
}
process.disconnect?.()
