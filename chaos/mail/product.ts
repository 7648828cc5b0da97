import { type ChildProcess, fork } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { productFlags } from '../productFlags.ts'
import type { Reached } from './customers.ts'
import type { Asked, MailState, Ready } from './server.ts'

/** The product, which can be killed while it sends mail and comes back on the same data. */
export type MailingProduct = {
  at: () => Promise<Ready>
  queue: (mails: number, addresses: number, smtpPort: number) => Promise<void>
  /** Kills the process with -9 and starts it again. */
  kill: () => Promise<void>
  look: () => Promise<MailState[]>
  /** Makes customers to send to, and answers the session of an administrator. */
  fill: (contacts: number, addresses: number, smtpPort: number) => Promise<string>
  /** What became of the broadcast, by contact. */
  reached: () => Promise<Reached[]>
  stop: () => Promise<void>
}

/** `fault`: the product finds after a kill what one would find that writes its state down after handing over. */
export async function startMailing(directory: string, fault: boolean): Promise<MailingProduct> {
  let child: ChildProcess
  let ready: Promise<Ready>
  const start = () => {
    child = fork(new URL('./server.ts', import.meta.url), [directory], { execArgv: productFlags })
    ready = heard<Ready>(child)
    ready.catch(() => {}) // told to whoever waits for it
  }
  let talk: Promise<unknown> = Promise.resolve()
  const ask = <T>(asked: Asked): Promise<T> => {
    const answer = talk.then(async () => {
      await ready
      const said = heard<T>(child)
      child.send(asked)
      return said
    })
    talk = answer.catch(() => {})
    return answer
  }
  start()
  await ready!
  return {
    at: () => ready,
    queue: (mails, addresses, smtpPort) => ask({ ask: 'queue', mails, addresses, smtpPort }),
    kill: async () => {
      await talk
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await gone
      const started = Date.now()
      start()
      await ask({ ask: 'expire', fault, started })
    },
    look: () => ask({ ask: 'look' }),
    fill: (contacts, addresses, smtpPort) => ask({ ask: 'fill', contacts, addresses, smtpPort }),
    reached: () => ask({ ask: 'reached' }),
    stop: async () => {
      await ready
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.send({ ask: 'stop' } satisfies Asked)
      await Promise.race([gone, wait(60_000, undefined, { ref: false })])
    },
  }
}

function heard<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const gone = (code: number | null, signal: string | null) =>
      reject(new Error(`the server ended: ${code ?? signal}`))
    child.once('exit', gone)
    child.once('message', (message) => {
      child.off('exit', gone)
      resolve(message as T)
    })
  })
}
