import type { revenueContract } from '#capabilities/revenue/contract.ts'
import type { reconcilePath as Path } from '#capabilities/revenue/contract/reconcile.ts'
import { api } from '#web/client.ts'
import { sendFile } from '#web/form/sendFile.ts'

export const { reconciliations } = api<typeof revenueContract>('revenue')

/** `reconcilePath` of the contract; imported as text, so that the schemas stay out of the browser. */
export const path = '/api/v1/revenue/reconciliations' satisfies typeof Path

export type Reconciliation = Awaited<ReturnType<typeof reconciliations.find.call>>
export type ReconciledRow = Awaited<ReturnType<typeof reconciliations.rows.call>>['rows'][number]

/** What was decided of how a list is read; what is left out is told from it. */
export type Decided = {
  kind?: Reconciliation['kind']
  month?: string
  readAs?: {
    encoding?: Reconciliation['form']['encoding']
    delimiter?: Reconciliation['form']['delimiter']
    headerLine?: number
    mapping?: (string | null)[]
  }
}

/** Sends a list to be compared. */
export function compareList(
  file: File,
  { kind, month, readAs }: Decided,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<Reconciliation> {
  const query = new URLSearchParams({
    fileName: file.name,
    ...(kind ? { kind } : {}),
    ...(month ? { month } : {}),
    ...(readAs ? { readAs: JSON.stringify(readAs) } : {}),
  })
  return sendFile(`${path}?${query}`, file, onProgress, signal)
}
