import { refused } from '#platform/http/refusal.ts'

/** What two writers at the same moment can collide over: the constraint, and how a check would have said it. */
const constraints: Record<string, { field: string; rule: string }> = {
  accounts_corporate_number: { field: 'corporateNumber', rule: 'corporate_number_taken' },
  account_external_ids_pkey: { field: 'externalIds', rule: 'external_id_taken' },
  contacts_external_id: { field: 'externalId', rule: 'external_id_taken' },
  custom_fields_workspace_id_subject_key_key: { field: 'key', rule: 'field_key_taken' },
}

/**
 * Runs a write whose values were free when they were checked. Where another one has taken them since, the answer is that
 * of the check, not an error of ours.
 */
export async function refusingTaken<T>(work: () => Promise<T>, known = constraints): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const { code, constraint } = error as { code?: string; constraint?: string }
    const issue = code === '23505' && constraint !== undefined ? known[constraint] : undefined
    if (!issue) throw error
    throw refused([issue])
  }
}
