/** How the application asks for a new proof of who one is: `check` whether the last is fresh, `ask` for another. */
type Prover = { check: () => Promise<unknown>; ask: () => Promise<boolean> }

let prover: Prover | null = null
let asking: Promise<boolean> | null = null

/** Names who asks; the frame does, as long as somebody is signed in. */
export function proveWith(given: Prover | null): void {
  prover = given
}

/** Asks for a new proof, once for all calls that wait for one; whether it was given. */
export function proveAgain(): Promise<boolean> {
  asking ??= (prover?.ask() ?? Promise.resolve(false)).finally(() => {
    asking = null
  })
  return asking
}

/** Resolves where the last proof is fresh, or a new one was given: before what is no call (a download). */
async function proven(): Promise<void> {
  await prover?.check()
}

/** Has the browser write a file while it arrives, however long it is: a link, not a call. Proven first who asks. */
export async function download(href: string): Promise<void> {
  await proven()
  const link = document.createElement('a')
  link.href = href
  link.download = ''
  link.click()
}
