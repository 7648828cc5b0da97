import { sql } from 'kysely'
import type { Referenced } from '#capabilities/connect/core/kind.ts'
import type { ImportReference } from '#capabilities/connect/server/index.ts'
import { plainCorporateNumber } from '#capabilities/accounts/core/account.ts'
import { foldCompanyName } from '#kernel/japaneseText.ts'
import { isId } from '#kernel/id.ts'
import { findPeople } from './customFields.ts'

type Found = { text: string; rank: number; ids: string[] }
type Candidate = { text: string; id: string; accountId: string; rank: number }

/** Of the things a text may name, those of the best rank: one is it, several are in doubt. */
function decide(rows: readonly Candidate[]): Map<string, Referenced | 'ambiguous'> {
  const best = new Map<string, Found & { accountId: string }>()
  for (const { text, id, accountId, rank } of rows) {
    const known = best.get(text)
    if (!known || rank < known.rank) best.set(text, { text, rank, ids: [id], accountId })
    else if (rank === known.rank && !known.ids.includes(id)) known.ids.push(id)
  }
  return new Map(
    [...best.values()].map(({ text, ids, accountId }) => [
      text,
      ids.length === 1 ? { text, id: ids[0]!, accountId } : 'ambiguous',
    ]),
  )
}

/**
 * An account by its id in the system the file is from, in any other system, by corporate number, by our own id, or by its
 * name (corporate forms, width and old kanji aside), in this order.
 */
export const accountReference: ImportReference = {
  name: 'account',
  resolve: async (tx, _workspace, texts, options) => {
    const wanted = texts.map((text) => ({
      text,
      number: plainCorporateNumber(text),
      folded: foldCompanyName(text),
      own: isId(text) ? text : null,
    }))
    const { rows } = await sql<Candidate>`
      with wanted as materialized (
        select * from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w (text text, number text, folded text, own uuid)
      )
      select text, id, id as "accountId", rank from (
        select w.text, e.account_id as id, case when e.source = ${options['source'] ?? ''} then 1 else 2 end as rank
        from wanted w join account_external_ids e on e.external_id = w.text
        union all
        select w.text, a.id, 3 from wanted w join accounts a on a.corporate_number = w.number and a.archived_at is null
        union all
        select w.text, a.id, 4 from wanted w join accounts a on a.id = w.own
        union all
        select w.text, a.id, 5 from wanted w join accounts a on a.folded_name = w.folded and a.archived_at is null
      ) as found
    `.execute(tx)
    return decide(rows)
  },
}

/** A contact by the id in the system the file is from, or by mail address. */
export const contactReference: ImportReference = {
  name: 'contact',
  resolve: async (tx, _workspace, texts) => {
    const { rows } = await sql<Candidate>`
      select text, id, account_id as "accountId", rank from (
        select t.text, c.id, c.account_id, 1 as rank from unnest(${[...texts]}::text[]) as t (text)
        join contacts c on c.external_id = t.text
        union all
        select t.text, c.id, c.account_id, 2 from unnest(${[...texts]}::text[]) as t (text)
        join contacts c on lower(c.email) = lower(t.text) and c.archived_at is null
      ) as found
    `.execute(tx)
    return decide(rows)
  },
}

/** One of our people by mail address or name. */
export const personReference: ImportReference = {
  name: 'person',
  resolve: async (tx, _workspace, texts) => {
    const found = await findPeople(tx, texts)
    return new Map(
      [...found].map(([text, ids]) => [
        text,
        ids.length === 1 ? { text, id: ids[0]!, accountId: null } : ('ambiguous' as const),
      ]),
    )
  },
}
