import { fork } from 'node:child_process'
import type { Figure } from './figure.ts'
import { productFlags } from './productFlags.ts'

/** Measures in a process that runs as `npm start` would run it; the script sends its figure, or what it found, and ends. */
export function asProduct<Found = Figure>(script: URL, args: readonly string[] = []): Promise<Found> {
  const measuring = fork(script, args, { execArgv: productFlags })
  return new Promise((resolve, reject) => {
    let figure: Found | undefined
    measuring.once('message', (message) => {
      figure = message as Found
    })
    measuring.once('exit', (code) => {
      if (figure) resolve(figure)
      else reject(new Error(`${script.pathname} ended without a figure (${code})`))
    })
  })
}
