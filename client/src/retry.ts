/** Answers after which the same call may go through: too many calls, a store or a server that is away for a moment. */
const passing = new Set([429, 502, 503, 504])

/** What waits longer than this is for the caller to decide. */
const longestWait = 90_000

/**
 * Asks until an answer is no passing failure, at most `retries` times more; waits as `Retry-After` says, else half a second and
 * twice as long each time. Writes carry an idempotency key, so that they are done once however often they are sent.
 */
export async function withRetries(
  ask: () => Promise<Response>,
  retries: number,
  signal: AbortSignal | undefined,
): Promise<Response> {
  for (let attempt = 0; ; attempt++) {
    const answer = await ask().catch((error: unknown) => {
      if (attempt >= retries || signal?.aborted) throw error
      return null
    })
    if (answer && !(await mayPass(answer))) return answer
    const wait = waitOf(answer, attempt)
    if (answer && (attempt >= retries || wait > longestWait)) return answer
    await answer?.body?.cancel()
    await pause(wait, signal)
  }
}

async function mayPass(answer: Response): Promise<boolean> {
  if (passing.has(answer.status)) return true
  if (answer.status !== 409) return false
  return (await answer.clone().text()).includes('idempotency.under_way') // the first attempt is still being done
}

function waitOf(answer: Response | null, attempt: number): number {
  const stated = answer?.headers.get('retry-after')
  if (stated) return /^\d+$/.test(stated) ? Number(stated) * 1000 : Math.max(0, Date.parse(stated) - Date.now())
  return 500 * 2 ** attempt * (0.75 + Math.random() / 2)
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const given = setTimeout(() => {
      signal?.removeEventListener('abort', end)
      resolve()
    }, ms)
    const end = () => {
      clearTimeout(given)
      reject(signal!.reason as Error)
    }
    signal?.addEventListener('abort', end, { once: true })
  })
}
