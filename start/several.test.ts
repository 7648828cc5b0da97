import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withClient } from '#platform/database/client.ts'
import { type Session, setUp } from '#test/servers/operator.ts'
import { balance, type Balancer, balancers, configuration, type Stage, stage } from '../deploy/several/stage.ts'

let several: Stage
let api: Session['api']
beforeAll(async () => {
  several = await stage(2)
  ;({ api } = await setUp(several.processes.at(-1)!, {}))
}, 240_000)
afterAll(() => several.stop())

const all = ['nginx', 'haproxy'] satisfies Balancer[]
const there = (balancer: Balancer) => fs.existsSync(balancers[balancer])
const leaders = `select count(*)::int as n from pg_locks where locktype = 'advisory' and granted
  and (classid::bigint << 32 | objid::bigint) = 7310442019`

test('of two processes on one PostgreSQL one leads, and what came in at the other is counted once', async () => {
  const { key } = await api.usage.keys.create({ name: 'several' })
  const timestamp = new Date().toISOString()
  for (const [at, { address }] of several.processes.entries())
    for (const messageId of ['both', `only-${at}`]) {
      const event = { type: 'track', event: 'login', userId: 'u', messageId, timestamp }
      const headers = { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' }
      const body = JSON.stringify({ batch: [event] })
      const answer = await fetch(`${address}/v1/batch`, { method: 'POST', headers, body })
      expect([answer.status, await answer.json()]).toMatchObject([200, { rejected: [] }])
    }
  const login = { connectionString: several.databaseUrl }
  const ask = async (text: string) => (await withClient(login, (owner) => owner.query<{ n: number }>(text))).rows[0]!.n
  expect(await ask(leaders)).toBe(1)
  await expect.poll(() => ask('select count(*)::int as n from journal where projected_to is null')).toBe(0)
  expect(await ask(`select sum(row_count)::int as n from journal where kind = 'events'`)).toBe(3)
})

describe.each(all)('behind %s', (balancer) => {
  test.skipIf(!there(balancer))('as the example says, requests go on while one process is killed', async () => {
    const front = await balance(balancer, several.processes)
    const healthy = async () => (await fetch(`${front.address}/healthz`).catch(() => null))?.status
    await expect.poll(healthy).toBe(200)
    expect((await fetch(`${front.address}/metrics`)).status).toBe(404)
    await several.processes[1]!.kill()
    for (let time = 0; time < 20; time++) expect(await healthy()).toBe(200)
    await front.stop()
  })

  test.skipIf(!there(balancer))('the example with TLS is taken by the program it is for', () => {
    const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'banso-tls-'))
    const tls = path.join(directory, 'tls.pem')
    const subject = ['-subj', '/CN=banso.example.co.jp', '-days', '1', '-nodes', '-newkey', 'rsa:2048']
    execFileSync('openssl', ['req', '-x509', ...subject, '-keyout', `${tls}.key`, '-out', `${tls}.crt`], {
      stdio: 'pipe',
    })
    fs.writeFileSync(tls, fs.readFileSync(`${tls}.crt`, 'utf8') + fs.readFileSync(`${tls}.key`, 'utf8'))
    const file = path.join(directory, balancer)
    const hosts = ['10.0.0.11:4650', '10.0.0.12:4650', '10.0.0.13:4650']
    fs.writeFileSync(file, configuration(balancer, { directory, hosts, listen: '127.0.0.1:8443', tls }))
    const check = { nginx: ['-t', '-c', file], haproxy: ['-c', '-f', file] }[balancer]
    expect(() => execFileSync(balancers[balancer], check, { stdio: 'pipe' })).not.toThrow()
    fs.writeFileSync(file, `${fs.readFileSync(file, 'utf8')}\nnonsense here\n`)
    expect(() => execFileSync(balancers[balancer], check, { stdio: 'pipe' })).toThrow()
    fs.rmSync(directory, { recursive: true })
  })
})
