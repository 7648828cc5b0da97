import { refused } from '#platform/http/refusal.ts'

/** What two writers at the same moment can collide over. */
const constraints = new Set(['contracts_external_id', 'contract_lines_external_id', 'churn_records_external_id'])

/** Runs a write whose external id was free when it was checked; where another one took it since, says what the check says. */
export async function refusingTaken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const { code, constraint } = error as { code?: string; constraint?: string }
    if (code !== '23505' || constraint === undefined || !constraints.has(constraint)) throw error
    throw refused([{ field: 'externalId', rule: 'external_id_taken' }])
  }
}
