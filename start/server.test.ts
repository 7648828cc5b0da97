import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { holdDataDirectory } from './onlyInstance.ts'

const dataDirectory = fs.mkdtempSync(path.join(os.tmpdir(), 'banso start '))
afterAll(() => fs.rmSync(dataDirectory, { recursive: true, force: true }))

type Started = { process: ChildProcess; lines: string[]; address: string }

/** Starts the real thing on the data of this file, and waits for its address. */
async function start(): Promise<Started> {
  const args = [path.join(import.meta.dirname, 'server.ts'), '--data', dataDirectory]
  const started = spawn(process.execPath, args, {
    env: { ...process.env, PORT: '0', LANG: 'C', NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let told = ''
  started.stdout.on('data', (data) => {
    told += String(data)
  })
  started.stderr.on('data', (data) => {
    told += String(data)
  })
  const lines = () => told.trimEnd().split('\n')
  await expect.poll(() => lines().at(-1), { timeout: 30_000 }).toMatch(/^http:/)
  return { process: started, lines: lines(), address: lines().at(-1)! }
}

test('a start says how to begin and, last, the address; told to stop, it does; the next finds its data', async () => {
  const first = await start()
  expect(first.lines.at(-2)?.trim()).toMatch(new RegExp(`^${first.address}/setup#token=`))
  expect((await fetch(`${first.address}/healthz`)).status).toBe(200)
  await expect(holdDataDirectory(dataDirectory)).rejects.toThrow('Another Banso')
  first.process.kill('SIGTERM')
  expect(await once(first.process, 'exit')).toEqual([0, null])

  const second = await start()
  second.process.kill('SIGKILL')
  await once(second.process, 'exit')

  const third = await start()
  expect((await fetch(`${third.address}/healthz`)).status).toBe(200)
  third.process.kill('SIGTERM')
  expect(await once(third.process, 'exit')).toEqual([0, null])
}, 90_000)
