import { lazy, Suspense, useEffect, useState } from 'react'
import type { accessContract } from '#capabilities/access/contract.ts'
import { api } from '#web/client.ts'
import { proveWith } from '#web/proof.ts'

const access = api<typeof accessContract>('access')
const ProofDialog = lazy(async () => ({ default: (await import('./ProofDialog.tsx')).ProofDialog }))

/** Stands ready to ask for a new proof of who one is, wherever a step needs one. */
export function ProofGate() {
  const [answer, setAnswer] = useState<((given: boolean) => void) | null>(null)
  useEffect(() => {
    proveWith({
      check: () => access.proof.check.call(),
      ask: () => new Promise((resolve) => setAnswer(() => resolve)),
    })
    return () => proveWith(null)
  }, [])
  if (!answer) return null
  const end = (given: boolean) => {
    setAnswer(null)
    answer(given)
  }
  return (
    <Suspense fallback={null}>
      <ProofDialog onEnd={end} />
    </Suspense>
  )
}
