import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openLog } from './log.ts'

test('an error comes into the log with its place and without the values it went wrong with, its cause too', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'banso-log-'))
  const file = path.join(folder, 'banso.log')
  const { log, close } = await openLog(file)
  const refusal = Object.assign(new Error('duplicate key value violates "people_email"'), {
    severity: 'ERROR',
    constraint: 'people_email',
    detail: 'Key (email)=(planted@example.co.jp) already exists.',
  })
  log.error({ part: 'queue', err: refusal }, 'a job failed')
  log.error(Object.assign(new Error('it broke', { cause: refusal }), { sent: { name: 'planted' } }))
  await close()
  const text = fs.readFileSync(file, 'utf8')
  const lines = text.trim().split('\n')
  const errorOf = (message: string) =>
    JSON.parse(lines.find((line) => line.includes(`"msg":"${message}"`))!).err as object
  expect(text).not.toContain('planted')
  expect(errorOf('a job failed')).toMatchObject({
    constraint: 'people_email',
    stack: expect.stringContaining('logValues'),
  })
  expect(errorOf('it broke')).toMatchObject({ message: 'it broke', cause: { constraint: 'people_email' } })
  expect(fs.statSync(file).mode & 0o077).toBe(0)
  fs.rmSync(folder, { recursive: true })
})
