import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '#test/servers/database.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { noteRules, rulesAgain } from './rulesBeside.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'banso-rules-'))
const file = path.join(folder, 'older.backup')
const database = await testDatabase()
const { id } = await testWorkspace(database)
const login = database.server.login('owner')
const owner = new pg.Client(login)
await owner.connect()
afterAll(async () => {
  await owner.end()
  fs.rmSync(folder, { recursive: true })
})
const set = (kind: string, days: number) =>
  owner.query('insert into retention_rules (workspace_id, kind, days) values ($1, $2, $3)', [id, kind, days])

test('a rule that was set after the backup holds where the backup is restored, and rules are run again', async () => {
  await set('mails', 90)
  await noteRules(login, file)
  await owner.query('delete from retention_rules') // as the older backup has it
  await owner.query(
    `insert into retention_runs (workspace_id, kind, day, days, ended_at) values ($1, 'mails', current_date, 90, now())`,
    [id],
  )
  await rulesAgain(owner, file)
  expect((await owner.query('select kind, days from retention_rules')).rows).toEqual([{ kind: 'mails', days: 90 }])
  expect((await owner.query('select ended_at from retention_runs')).rows).toEqual([{ ended_at: null }])
})
