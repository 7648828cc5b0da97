import { fork } from 'node:child_process'
import type { Figure } from './figure.ts'
import { productFlags } from './productFlags.ts'

/** Measures in a process that runs as `npm start` would run it; the script sends its figure and ends. */
export function asProduct(script: URL): Promise<Figure> {
  const measuring = fork(script, { execArgv: productFlags })
  return new Promise((resolve, reject) => {
    let figure: Figure | undefined
    measuring.once('message', (message) => {
      figure = message as Figure
    })
    measuring.once('exit', (code) => {
      if (figure) resolve(figure)
      else reject(new Error(`${script.pathname} ended without a figure (${code})`))
    })
  })
}
