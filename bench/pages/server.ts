// The product in a process of its own, as `npm start` serves it, with customers and somebody who looks after many of them.
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { pino } from 'pino'
import { rawRoutes, router } from '#start/catalogue.ts'
import { createHost, type Host } from '#platform/http/host.ts'
import { serve } from '#start/serve.ts'
import { readSettings } from '#start/settings.ts'
import { filledWorkspace, settled } from '../filled.ts'
import { openGround } from '../ground.ts'

export type Ready = { address: string; cookie: string; customer: string; counted: number }
export type Message = { floors: readonly string[] } | 'stop'

const [directory = '', accounts = ''] = process.argv.slice(2)
const ground = await openGround(directory)
const workspace = await filledWorkspace(ground, Number(accounts))
await ground.stop()

const running = await serve(readSettings(['--data', directory], { PORT: '0' }))
const { app } = running
await settled(app.database)
const email = `${Date.now()}@example.jp`
const userId = await app.identity.create({ name: '計測 太郎', email, password: 'correct horse staple' })
const { customer, counted } = await app.database.workspace(workspace.id, async (tx) => {
  // One of the forty who share the customers; an administrator sees every page.
  await sql`update people set user_id = ${userId}, name = '計測 太郎', role = 'admin' where email = 'csm1@example.jp'`.execute(
    tx,
  )
  const { rows } = await sql<{ customer: string; counted: number }>`
    select (select id from accounts order by md5(id::text) limit 1) as customer, (select count(*) from accounts) as counted
  `.execute(tx)
  return rows[0]!
})
const ready: Ready = {
  address: running.address,
  cookie: await app.identity.openSession(userId, workspace.id),
  customer,
  counted,
}
const floors: Host[] = []
const copy = await mkdtemp(path.join(os.tmpdir(), 'banso-bench-pages-'))
process.on('message', (message: Message) => void (message === 'stop' ? stop() : openFloors(message.floors)))
process.on('disconnect', () => void stop()) // the bench was killed
process.send!(ready)

/** Serves finished pages, which need no program, in the same way as the product's own. */
async function openFloors(pages: readonly string[]): Promise<void> {
  await cp(path.resolve(import.meta.dirname, '../../build/web'), copy, { recursive: true })
  const addresses: string[] = []
  for (const page of pages) {
    await writeFile(path.join(copy, 'index.html'), page)
    const log = pino({ level: 'silent' })
    const host = await createHost({
      router,
      raw: rawRoutes(app),
      parts: app,
      ready: () => true,
      log,
      version: '0',
      web: copy,
    })
    await host.app.listen({ host: '127.0.0.1', port: 0 })
    addresses.push(`http://127.0.0.1:${(host.app.server.address() as AddressInfo).port}`)
    floors.push(host)
  }
  process.send!(addresses)
}

async function stop(): Promise<void> {
  for (const host of floors) await host.app.close()
  await running.stop()
  await rm(copy, { recursive: true, force: true })
  process.exit(0)
}
