import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '#test/servers/database.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { pgBossQueue } from './pgBossQueue.ts'
import type { Job, Queue } from './queue.ts'

let database: TestDatabase
let queue: Queue
const troubles: unknown[] = []
beforeAll(async () => {
  database = await testDatabase()
  queue = await pgBossQueue(database.server, (error) => troubles.push(error))
})
afterAll(() => queue.stop())

/** Works on a name; `came` are the first `count` jobs, once they are there. */
async function workOn(name: string, count: number, work: (job: Job) => Promise<void> = async () => {}) {
  const jobs: Job[] = []
  const { promise: came, resolve } = Promise.withResolvers<Job[]>()
  await queue.work(name, async (job) => {
    jobs.push(job)
    if (jobs.length === count) resolve(jobs)
    await work(job)
  })
  return { came }
}

test('a job asked for in a transaction comes with its workspace when that commits', async () => {
  const { id } = await testWorkspace(database)
  const { came } = await workOn('greet', 1)
  await expect
    .poll(() =>
      queue.enqueue(null, 'greet', id, {}).then(
        () => true,
        () => false,
      ),
    )
    .toBe(true)
  const [job] = await came
  expect(job).toMatchObject({ workspaceId: id, data: {} })
})

test('a job asked for in a transaction that is undone never comes', async () => {
  const { id } = await testWorkspace(database)
  const { came } = await workOn('count', 1)
  const undone = database.workspace(id, async (tx) => {
    await queue.enqueue(tx, 'count', id, { number: 1 })
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  await database.workspace(id, (tx) => queue.enqueue(tx, 'count', id, { number: 2 }))
  expect((await came).map((job) => job.data)).toEqual([{ number: 2 }])
})

test('a workspace can neither ask in the name of another nor see its jobs', async () => {
  const [ours, theirs] = [await testWorkspace(database), await testWorkspace(database)]
  const { came } = await workOn('secret', 1)
  await queue.enqueue(null, 'secret', theirs.id, { secret: true })
  await came
  const asThem = database.workspace(ours.id, (tx) => queue.enqueue(tx, 'secret', theirs.id, {}))
  await expect(asThem).rejects.toThrow('row-level security')
  const seen = await database.workspace(ours.id, (tx) => sql`select * from queue.job where name = 'secret'`.execute(tx))
  expect(seen.rows).toEqual([])
})

test('a job that failed comes again, and the failure is told', async () => {
  const { id } = await testWorkspace(database)
  let failures = 1
  const { came } = await workOn('shaky', 2, async () => {
    if (failures-- > 0) throw new Error('not yet')
  })
  await database.workspace(id, (tx) => queue.enqueue(tx, 'shaky', id, {}))
  const [first, second] = await came
  expect(second!.id).toBe(first!.id)
  expect(troubles.map(String)).toContain('Error: not yet')
})
