import { type ChildProcess, execFile, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { openChromium } from '../chromium.ts'
import type { Figure } from '../figure.ts'

const root = path.resolve(import.meta.dirname, '../..')
const warm = process.env['BENCH_CLONE'] === 'warm'
const goal = 5 // s, for the second start
const run = promisify(execFile)

/**
 * P10: from `git clone` to the first page with data, by the README's one command: installing, building, the demo company,
 * signing in with what the terminal says. The floor is `npm ci` and the build of the pages alone, in another clone. Then it is stopped
 * and started again. Needs the registry that npm is set to; with `--quick` the packages of this folder are used instead.
 */
export async function bench(): Promise<Figure> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'banso-clone-'))
  try {
    const begun = performance.now()
    const [figure, again] = await product(path.join(directory, 'product'))
    const floor = await bare(path.join(directory, 'bare'))
    return {
      name: 'P10',
      ratio: round(floor / figure),
      figure: round(figure),
      unit: 's',
      floor: round(floor),
      rows: 1,
      seconds: round((performance.now() - begun) / 1000),
      ok: again <= goal,
      besides: `started again within ${round(again)} s (goal: ${goal})`,
    }
  } finally {
    fs.rmSync(directory, { recursive: true, force: true })
  }
}

async function clone(to: string): Promise<void> {
  await run('git', ['clone', '--quiet', '--no-hardlinks', root, to])
  if (warm) fs.symlinkSync(path.join(root, 'node_modules'), path.join(to, 'node_modules'))
}

async function product(to: string): Promise<[first: number, again: number]> {
  const start = performance.now()
  await clone(to)
  const first = await started(to)
  await firstPage(first.address, first.signIn).catch(async (error: unknown) => {
    await stopped(first.npm)
    throw error
  })
  const seconds = (performance.now() - start) / 1000
  await stopped(first.npm)
  const restart = performance.now()
  const second = await started(to)
  const again = (performance.now() - restart) / 1000
  await stopped(second.npm)
  return [seconds, again]
}

type Started = { npm: ChildProcess; address: string; signIn: { email: string; password: string } }

async function started(at: string): Promise<Started> {
  const npm = spawn('npm', ['start', '--', '--demo'], {
    cwd: at,
    env: { ...process.env, PORT: '0', LANG: 'C', NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  const address = await new Promise<string>((resolve, reject) => {
    npm.stdout.on('data', (data) => {
      text += String(data)
      const line = text.split('\n').find((one) => /^http:\S+$/.test(one))
      if (line) resolve(line)
    })
    npm.once('exit', (code) => reject(new Error(`npm start ended (${code}): ${text.slice(-500)}`)))
  })
  const [, email, password] = /: (\S+@\S+) \/ (\S+)/.exec(text) ?? []
  if (!email || !password) throw new Error(`the terminal does not say how to sign in: ${text.slice(-500)}`)
  return { npm, address, signIn: { email, password } }
}

/** Signs in as somebody would, and waits until a customer is on the page. */
async function firstPage(address: string, { email, password }: Started['signIn']): Promise<void> {
  const browser = await openChromium()
  try {
    const page = await browser.newPage({ locale: 'en' })
    await page.goto(`${address}/customers`)
    await page.getByLabel(/e-?mail/i).fill(email)
    await page.locator('input[type=password]').fill(password)
    await page.keyboard.press('Enter')
    await page.locator('input[type=password]').waitFor({ state: 'detached' })
    await page.goto(`${address}/customers`)
    await page.locator('[role=row][data-row]').first().waitFor({ timeout: 60_000 })
  } finally {
    await browser.close()
  }
}

async function stopped(npm: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => npm.once('exit', resolve))
  npm.kill('SIGTERM')
  await gone
}

async function bare(to: string): Promise<number> {
  const start = performance.now()
  await clone(to)
  const options = { cwd: to, maxBuffer: 1e8 }
  if (!warm) await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--omit=dev'], options)
  await run(process.execPath, ['node_modules/vite/bin/vite.js', 'build'], options)
  return (performance.now() - start) / 1000
}

const round = (value: number) => Math.round(value * 1000) / 1000
