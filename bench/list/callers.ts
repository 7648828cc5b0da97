import http from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'
import pg from 'pg'

/**
 * Sixteen callers that ask one question after the other, each as soon as it has its answer; in a thread of its own, so
 * that asking takes nothing from the server's event loop. Either over HTTP, or (the floor) the same statements straight
 * through the driver, in the same transaction under the same role.
 */
export type Calling = { callers: number; rounds: number } & (
  | { way: 'http'; address: string; cookie: string; paths: readonly string[] }
  | { way: 'driver'; login: pg.ClientConfig; begin: string; questions: readonly (readonly Statement[])[] }
)
export type Statement = { sql: string; parameters: readonly unknown[] }
/** How long every question took, in ms, by its index. */
export type Called = { times: number[]; questions: number[]; seconds: number }

const calling = workerData as Calling
const ask = calling.way === 'http' ? askOverHttp(calling) : askDriver(calling)
const count = calling.way === 'http' ? calling.paths.length : calling.questions.length

const called: Called = { times: [], questions: [], seconds: 0 }
let next = 0
const start = performance.now()
await Promise.all(
  Array.from({ length: calling.callers }, async () => {
    while (next < count * calling.rounds) {
      // A stride that shares no factor with the number of questions: neighbours are not alike.
      const question = (next++ * 37) % count
      const from = performance.now()
      await ask(question)
      called.times.push(performance.now() - from)
      called.questions.push(question)
    }
  }),
)
called.seconds = (performance.now() - start) / 1000
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread's port has no origin
parentPort!.postMessage(called)

function askOverHttp({ address, cookie, paths, callers }: Calling & { way: 'http' }) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: callers })
  return (question: number) =>
    new Promise<void>((resolve, reject) => {
      const request = http.get(`${address}${paths[question]}`, { agent, headers: { cookie } }, (answer) => {
        let body = ''
        answer.setEncoding('utf8')
        answer.on('data', (part: string) => (body += part))
        answer.on('end', () => {
          if (answer.statusCode !== 200)
            reject(new Error(`${paths[question]}: ${answer.statusCode} ${body.slice(0, 300)}`))
          else resolve(void JSON.parse(body))
        })
      })
      request.on('error', reject)
    })
}

function askDriver({ login, begin, questions, callers }: Calling & { way: 'driver' }) {
  const pool = new pg.Pool({ ...login, max: callers })
  return async (question: number) => {
    const client = await pool.connect()
    await client.query(begin)
    for (const { sql, parameters } of questions[question]!) await client.query(sql, [...parameters])
    await client.query('commit')
    client.release()
  }
}
