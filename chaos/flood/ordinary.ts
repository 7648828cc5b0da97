import { setTimeout as wait } from 'node:timers/promises'

/** How ordinary requests went in a stretch of time: how many, those that failed, and the 99th percentile in ms. */
export type Went = { asked: number; failed: string[]; p99: number }

const every = 50 // ms from one request to the next, whether or not the one before was answered

/** Asks what people and their products ask all day, at an even pace, for as long as `during` takes. */
export async function askMeanwhile(
  during: Promise<unknown>,
  at: { address: string; cookie: string; writeKey: string },
): Promise<Went> {
  const asks = ordinary(at)
  const waits: number[] = []
  const failed: string[] = []
  const under: Promise<void>[] = []
  const over = new AbortController()
  void during.finally(() => over.abort()).catch(() => {}) // told to whoever waits for it
  const begun = performance.now()
  for (let n = 0; !over.signal.aborted; n++) {
    const due = begun + n * every
    const one = asks[n % asks.length]!
    under.push(
      one()
        .then((status) => void (status === 200 || failed.push(`${status}`)))
        .catch((error: unknown) => void failed.push(String(error)))
        .finally(() => waits.push(performance.now() - due)),
    )
    await wait(Math.max(0, begun + (n + 1) * every - performance.now()))
  }
  await Promise.all(under)
  waits.sort((a, b) => a - b)
  return { asked: waits.length, failed, p99: Math.round(waits[Math.floor(waits.length * 0.99)] ?? 0) }
}

function ordinary({ address, cookie, writeKey }: { address: string; cookie: string; writeKey: string }) {
  const ask = async (path: string, init: RequestInit) => {
    const answer = await fetch(`${address}${path}`, { ...init, signal: AbortSignal.timeout(30_000) })
    await answer.arrayBuffer()
    return answer.status
  }
  const track = () => {
    const body = JSON.stringify({ event: 'use', userId: 'hanako', messageId: crypto.randomUUID() })
    return ask('/v1/track', { method: 'POST', headers: { authorization: `Basic ${btoa(`${writeKey}:`)}` }, body })
  }
  const read = (path: string) => () => ask(path, { headers: { cookie } })
  return [read('/api/v1/accounts'), track, read('/api/v1/me'), track, read('/api/v1/accounts?search=%E9%A1%A7')]
}
