import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { expect, test } from 'vitest'
import { atEnd } from '#test/servers/ending.ts'
import { testServer } from '#test/servers/server.ts'
import { testWorkspace } from '#test/servers/workspace.ts'

const root = path.resolve(import.meta.dirname, '../../..')
const server = await testServer()
const patience = { timeout: 15_000, interval: 50 }

/** The programs of a guide, by the name in their first line. */
function programsOf(guide: string): Record<string, string> {
  const text = fs.readFileSync(path.join(root, 'docs/guide', guide), 'utf8')
  return Object.fromEntries(
    [...text.matchAll(/```js\n\/\/ (\w+)\n([\s\S]*?)```/g)].map(([, name, code]) => [name, code]),
  )
}

type Program = { child: ChildProcess; said: () => string }

function start(code: string, env: Record<string, string>): Program {
  const args = ['--input-type=module', '-e', code]
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env } })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (said += part.toString()))
  return { child, said: () => said }
}

async function run(code: string, env: Record<string, string>): Promise<string> {
  const { child, said } = start(code, env)
  await new Promise((resolve) => child.once('close', resolve))
  return said()
}

/** A port that was free a moment ago. */
async function freePort(): Promise<string> {
  const probe = net.createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as { port: number }
  await new Promise((resolve) => probe.close(resolve))
  return `${port}`
}

test.each(['api.ja.md', 'api.en.md'])("an integrator's first hour goes as %s says", async (guide) => {
  const programs = programsOf(guide)
  expect(Object.keys(programs)).toEqual(['upsert', 'track', 'receive', 'list'])
  const { api } = await server.signIn('admin', await testWorkspace(server.database))
  const { key } = await api.keys.create({
    name: 'ERP',
    permissions: ['accounts.read', 'accounts.write', 'accounts.create'],
  })
  const { key: writeKey } = await api.usage.keys.create({ name: 'ERP', source: 'erp' })
  const port = await freePort()
  const url = `http://127.0.0.1:${port}/hook`
  const { secret } = await api.webhooks.create({ name: 'ERP', url, events: ['account.created'] })
  const env = {
    BANSO_URL: server.address,
    BANSO_KEY: key,
    BANSO_WRITE_KEY: writeKey,
    WEBHOOK_SECRET: secret,
    PORT: port,
  }

  const receiver = start(programs['receive']!, env)
  atEnd(async () => void receiver.child.kill())
  await expect.poll(async () => (await fetch(url, { method: 'POST' }).catch(() => null))?.status, patience).toBe(400)
  expect(await run(programs['upsert']!, env)).toBe('C-001 created\nC-002 created\n')
  expect(await run(programs['upsert']!, env)).toBe('C-001 same\nC-002 same\n')
  expect(await run(programs['track']!, env)).toBe('event 200\n')
  await expect.poll(() => receiver.said().match(/webhook account\.created/g)?.length, patience).toBe(2)
  await expect.poll(() => run(programs['list']!, env), patience).toBe('customer 青空商事株式会社\n')
})
