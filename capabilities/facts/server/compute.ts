import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { factValue } from '#capabilities/facts/core/condition/evaluate.ts'
import { type FactDefinition, type FactValue, sameValue } from '#capabilities/facts/core/fact.ts'
import { normalise } from '#capabilities/facts/core/normalise.ts'
import type { AccountId } from '#kernel/id.ts'
import type { DerivePage, FactPage } from './page.ts'
import type { FactRow } from './rows.ts'
import type { FactSystem } from './system.ts'

/** What a pass found out: the facts as they are now, and where they differ from those before. */
export type Computed = {
  rows: Map<AccountId, FactRow>
  /** Accounts of which something changed (or that are new), with the changed facts. */
  changes: Map<AccountId, FactDefinition[]>
  /** Facts whose source gave a value of another type: taken as missing, and a mistake in the program. */
  malformed: Set<string>
}

/** Runs all sources and derivations over a page, and compares the outcome with the rows before. */
export async function compute(
  page: FactPage,
  system: FactSystem,
  catalogue: Catalogue,
  before: ReadonlyMap<AccountId, FactRow>,
): Promise<Computed> {
  const malformed = new Set<string>()
  const rows = new Map<AccountId, FactRow>(page.accounts.map((id) => [id, {}]))
  for (const source of system.sources) {
    for (const [id, loaded] of await source.load(page)) {
      const row = rows.get(id)
      if (!row) continue
      for (const key in loaded) put(row, key, loaded[key])
    }
  }
  for (const derivation of system.derivations) await derivation.derive(derivePage())
  return { rows, changes: differences(catalogue, rows, before), malformed }

  function put(row: FactRow, key: string, value: unknown): void {
    const fact = catalogue.get(key)
    if (!fact || fact.derived) {
      malformed.add(key)
      return
    }
    const normal = normalise(fact, value)
    if (normal === undefined) malformed.add(key)
    row[key] = normal ?? null
  }

  function derivePage(): DerivePage {
    const moment = { today: page.today, currency: page.workspace.currency, timeZone: page.workspace.timeZone }
    const valueOf = (row: FactRow | undefined, key: string): FactValue => {
      const fact = catalogue.get(key)
      return fact?.derived ? factValue(fact)((stored) => row?.[stored] ?? null, moment) : (row?.[key] ?? null)
    }
    return {
      ...page,
      catalogue,
      read: (account, key) => valueOf(rows.get(account), key),
      before: (account, key) => valueOf(before.get(account), key),
      isNew: (account) => !before.has(account),
      set: (account, key, value) => {
        const row = rows.get(account)
        if (row) put(row, key, value)
      },
    }
  }
}

function differences(
  catalogue: Catalogue,
  rows: ReadonlyMap<AccountId, FactRow>,
  before: ReadonlyMap<AccountId, FactRow>,
): Map<AccountId, FactDefinition[]> {
  const stored = catalogue.all.filter((fact) => !fact.derived)
  const changes = new Map<AccountId, FactDefinition[]>()
  for (const [id, row] of rows) {
    const old = before.get(id)
    const changed = stored.filter(({ key }) => !sameValue(old?.[key] ?? null, row[key] ?? null))
    if (changed.length > 0 || !old) changes.set(id, changed)
  }
  return changes
}
