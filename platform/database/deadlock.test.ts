import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from '#test/servers/database.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { againAfterDeadlock } from './deadlock.ts'

test('of two transactions that wait for each other both are done', async () => {
  const database = await testDatabase()
  const { id: workspace } = await testWorkspace(database)
  const ids = [crypto.randomUUID(), crypto.randomUUID()]
  for (const id of ids)
    await database.workspace(workspace, (tx) =>
      sql`insert into accounts (workspace_id, id, name, employees) values (${workspace}, ${id}, 'A', 0)`.execute(tx),
    )
  let met: () => void
  const bothHoldOne = new Promise<void>((resolve) => (met = resolve))
  let [holding, attempts] = [0, 0]
  const count = (order: string[]) =>
    againAfterDeadlock(() =>
      database.workspace(workspace, async (tx) => {
        attempts++
        for (const id of order) {
          await sql`update accounts set employees = employees + 1 where id = ${id}`.execute(tx)
          if (++holding === 2) met()
          await bothHoldOne
        }
      }),
    )
  await Promise.all([count(ids), count(ids.toReversed())])
  expect(attempts).toBe(3)
  const rows = await database.workspace(workspace, async (tx) => {
    return (await sql<{ employees: number }>`select employees from accounts`.execute(tx)).rows
  })
  expect(rows.map(({ employees }) => employees)).toEqual([2, 2])
})

test('what fails for another reason is not done again', async () => {
  let attempts = 0
  const failing = async () => {
    attempts++
    throw new Error('no')
  }
  await expect(againAfterDeadlock(failing)).rejects.toThrow('no')
  expect(attempts).toBe(1)
})
