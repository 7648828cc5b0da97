import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import net from 'node:net'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { complaints, installedClient } from '#test/build/installedClient.ts'
import { atEnd } from '#test/servers/ending.ts'
import { testServer } from '#test/servers/server.ts'
import { testWorkspace } from '#test/servers/workspace.ts'

const root = path.resolve(import.meta.dirname, '../../..')
const server = await testServer()
const patience = { timeout: 45_000, interval: 50 }
let project = ''
beforeAll(() => {
  project = installedClient('standardwebhooks')
}, 180_000)

/** The programs of a text, by the name in their first line. */
function programsOf(place: string): Record<string, string> {
  const text = fs.readFileSync(path.join(root, place), 'utf8')
  return Object.fromEntries(
    [...text.matchAll(/```[jt]s\n\/\/ (\w+)\n([\s\S]*?)```/g)].map(([, name, code]) => [name, code]),
  )
}

type Program = { child: ChildProcess; said: () => string }

function start(code: string, env: Record<string, string>): Program {
  const args = code.endsWith('.ts') ? [code] : ['--input-type=module', '-e', code]
  const child = spawn(process.execPath, args, { cwd: project, env: { ...process.env, ...env } })
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

test.each(['docs/guide/api.ja.md', 'docs/guide/api.en.md'])(
  "an integrator's first hour goes as %s says",
  async (guide) => {
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
  },
)

test.each(['client/README.md', 'client/README.ja.md'])(
  'the program of %s is of the right types, and does what it says',
  async (readme) => {
    const { customers } = programsOf(readme)
    fs.writeFileSync(path.join(project, 'customers.ts'), customers!)
    expect(complaints(project, 'customers.ts')).toBe('')
    const { api } = await server.signIn('admin', await testWorkspace(server.database))
    const permissions = ['accounts.read', 'accounts.write', 'accounts.create'] as const
    const { key } = await api.keys.create({ name: 'ERP', permissions: [...permissions] })
    const env = { BANSO_URL: server.address, BANSO_KEY: key }
    expect(await run('customers.ts', env)).toMatch(/^C-001 created, C-002 created\n/)
    await expect.poll(async () => (await api.accounts.list({})).rows.length, patience).toBe(2)
    const { id, version } = (await api.accounts.list({})).rows.find(({ name }) => name.startsWith('青空'))!
    await api.accounts.update({ id, version, employees: 1 })
    const said = await run('customers.ts', env)
    expect(said.split('\n')).toEqual([
      'C-001 same, C-002 same',
      'customer 若葉精機株式会社',
      'customer 青空商事株式会社',
      'employees 120 true',
      'error 412 PRECONDITION_FAILED',
      '',
    ])
  },
  60_000,
)

test('a list is walked through page by page, and what has not changed is not sent again', async () => {
  const { api } = await server.signIn('admin', await testWorkspace(server.database))
  for (const name of ['甲', '乙', '丙']) await api.accounts.create({ name })
  await expect.poll(async () => (await api.accounts.list({})).rows.length, patience).toBe(3)
  const { key } = await api.keys.create({ name: 'ERP', permissions: ['accounts.read'] })
  const code = `import { createClient } from '@banso/client'
    const banso = createClient({ url: process.env.BANSO_URL, key: process.env.BANSO_KEY })
    for await (const { name } of banso.accounts.list.each({ limit: 1 })) console.log(name)
    const read = await banso.accounts.list()
    console.log(await banso.accounts.list({}, { known: read }) === read)`
  const said = await run(code, { BANSO_URL: server.address, BANSO_KEY: key })
  expect(said.trim().split('\n').sort()).toEqual(['true', '丙', '乙', '甲'])
})

test('a write that failed in passing is made again under the same idempotency key, when the server said', async () => {
  const asked: (string | undefined)[] = []
  const away = http.createServer((request, response) => {
    asked.push([request.headers['idempotency-key']].flat()[0])
    const problem = JSON.stringify({ code: 'NOT_FOUND', instance: 'x', title: 't', detail: 'd', status: 404 })
    if (asked.length < 3) response.writeHead(asked.length === 1 ? 503 : 429, { 'retry-after': '0' }).end()
    else response.writeHead(404, { 'content-type': 'application/problem+json' }).end(problem)
  })
  await new Promise<void>((resolve) => away.listen(0, '127.0.0.1', resolve))
  atEnd(async () => void away.close())
  const code = `import { createClient } from '@banso/client'
    const banso = createClient({ url: process.env.BANSO_URL, key: 'banso_x' })
    await banso.accounts.create({ name: 'x' }).catch((error) => console.log(error.name, error.status, error.code))`
  const { port } = away.address() as net.AddressInfo
  expect(await run(code, { BANSO_URL: `http://127.0.0.1:${port}` })).toBe('BansoError 404 NOT_FOUND\n')
  expect([asked.length, new Set(asked).size, asked[0]]).toEqual([3, 1, expect.stringMatching(/^[\w-]{36}$/)])
})

test('a call that is of the wrong shape does not type-check', () => {
  const code =
    "import { createClient } from '@banso/client'\nawait createClient({ url: '', key: '' }).accounts.get({ ids: '' })"
  fs.writeFileSync(path.join(project, 'wrong.ts'), code)
  expect(complaints(project, 'wrong.ts')).toContain("'ids' does not exist")
}, 120_000)
