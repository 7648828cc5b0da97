import { sql } from 'kysely'
import type { Referenced } from '#capabilities/connect/core/kind.ts'
import type { ImportReference } from '#capabilities/connect/server/index.ts'

/** A contract line by the id it has in the system the file is from; archived ones are known, too. */
export const contractLineReference: ImportReference = {
  name: 'contract_line',
  resolve: async (tx, _workspace, texts) => {
    const { rows } = await sql<Referenced>`
      select external_id as text, id, account_id as "accountId" from contract_lines where external_id = any(${[...texts]}::text[])
    `.execute(tx)
    return new Map(rows.map((row) => [row.text, row]))
  },
}
