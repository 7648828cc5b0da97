import type { TellUses } from '#capabilities/facts/server/index.ts'
import { parseSort } from '../core/listing.ts'
import { readViews } from './views.ts'

/** Saved views ask about facts: those of the caller and the shared ones. */
export const viewUses: TellUses = async (tx, caller) =>
  (await readViews(tx, { caller })).map(({ id, name, condition, columns, sort, groupBy }) => ({
    kind: 'view',
    id,
    name: { ja: name, en: name },
    conditions: [condition],
    facts: [...columns, parseSort(sort).key, ...(groupBy === null ? [] : [groupBy])],
  }))
