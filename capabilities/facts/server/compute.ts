import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { factValue } from '#capabilities/facts/core/condition/evaluate.ts'
import { type FactValue, sameValue } from '#capabilities/facts/core/fact.ts'
import { normalise } from '#capabilities/facts/core/normalise.ts'
import type { AccountId } from '#kernel/id.ts'
import { type Cells, emptyCells, type Layout } from './layout.ts'
import type { Derivation, DerivePage, EarlyPage, FactPage } from './page.ts'
import type { FactSystem } from './system.ts'

/** What a pass found out: the facts as they are now, and where they differ from those before. */
export type Computed = {
  rows: Map<AccountId, Cells>
  /** Accounts of which something changed (or that are new), with the slots of the changed facts. */
  changes: Map<AccountId, number[]>
  /** Facts whose source gave a value of another type: taken as missing, and a mistake in the program. */
  malformed: Set<string>
}

/** What a page is computed with: its facts, and their cells before (accounts without a row are left out). */
export type Ground = { catalogue: Catalogue; layout: Layout; before: ReadonlyMap<AccountId, Cells> }

/**
 * Runs all sources and derivations over a page (or those derivations alone that do not stand for a source, from what is
 * stored), and compares the outcome with the rows before.
 */
export async function compute(page: FactPage & { now: Date }, system: FactSystem, ground: Ground): Promise<Computed> {
  const { layout, before } = ground
  const { facts, slotOf } = layout
  const malformed = new Set<string>()
  const { sources, derivations } = page.stored ? onlyDerived(system) : system
  const begin = page.stored ? storedCells(derivations, ground) : () => emptyCells(layout)
  const rows = new Map<AccountId, Cells>(page.accounts.map((id) => [id, begin(id)]))
  const put = (cells: Cells, key: string, value: unknown): void => {
    const slot = slotOf.get(key)
    const normal = slot === undefined ? undefined : normalise(facts[slot]!, value)
    if (normal === undefined) malformed.add(key)
    if (slot !== undefined) cells[slot] = normal ?? null
  }
  const valueOf = valueReader(page, ground)
  const early: EarlyPage = {
    ...page,
    catalogue: ground.catalogue,
    before: (account, key) => valueOf(before.get(account), key),
    isNew: (account) => !before.has(account),
  }
  const slowFirst = sources.toSorted((a, b) => Number(b.asksEvents ?? false) - Number(a.asksEvents ?? false))
  const loads = slowFirst.map(async (source) => {
    for (const [id, loaded] of await source.load(page)) {
      const cells = rows.get(id)
      if (cells) for (const key in loaded) put(cells, key, loaded[key])
    }
  })
  const prepared = derivations.map((derivation) => derivation.prepare(early))
  await allRead([...loads, ...prepared])
  const derived: DerivePage = {
    ...early,
    read: (account, key) => valueOf(rows.get(account), key),
    set: (account, key, value) => {
      const cells = rows.get(account)
      if (cells) put(cells, key, value)
    },
  }
  for (const derive of await Promise.all(prepared)) await derive(derived)
  return { rows, changes: differences(rows, before, facts.length), malformed }
}

function onlyDerived({ derivations }: FactSystem): Pick<FactSystem, 'sources' | 'derivations'> {
  return { sources: [], derivations: derivations.filter((derivation) => !derivation.likeSource) }
}

/** The cells of an account as they were stored, without what is going to be derived: nothing may rest on what it was. */
function storedCells(derivations: readonly Derivation[], { layout, before }: Ground): (id: AccountId) => Cells {
  const derived = derivations.flatMap(({ definitions }) => definitions.map((fact) => layout.slotOf.get(fact.key)))
  const slots = derived.filter((slot) => slot !== undefined)
  return (id) => {
    const cells = [...before.get(id)!]
    for (const slot of slots) cells[slot] = null
    return cells
  }
}

/** Waits for all of them, failed or not, before it throws what failed first: nobody uses the transaction after its end. */
async function allRead(reading: readonly Promise<unknown>[]): Promise<void> {
  try {
    await Promise.all(reading)
  } catch (error) {
    await Promise.allSettled(reading)
    throw error
  }
}

/** Reads facts from cells; clock facts are counted. */
function valueReader(page: FactPage, { catalogue, layout }: Ground) {
  const { slotOf } = layout
  const moment = { today: page.today, currency: page.workspace.currency, timeZone: page.workspace.timeZone }
  const clocks = new Map(catalogue.all.filter((fact) => fact.derived).map((fact) => [fact.key, factValue(fact)]))
  const valueOf = (cells: Cells | undefined, key: string): FactValue => {
    const slot = slotOf.get(key)
    if (slot !== undefined) return cells?.[slot] ?? null
    return clocks.get(key)?.((stored) => valueOf(cells, stored), moment) ?? null
  }
  return valueOf
}

function differences(
  rows: ReadonlyMap<AccountId, Cells>,
  before: ReadonlyMap<AccountId, Cells>,
  facts: number,
): Map<AccountId, number[]> {
  const changes = new Map<AccountId, number[]>()
  for (const [id, cells] of rows) {
    const old = before.get(id)
    const changed: number[] = []
    for (let slot = 0; slot < facts; slot++) {
      const [now, then] = [cells[slot] ?? null, old?.[slot] ?? null]
      if (now !== then && !sameValue(now, then)) changed.push(slot)
    }
    if (changed.length > 0 || !old) changes.set(id, changed)
  }
  return changes
}
