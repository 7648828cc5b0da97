import type { z } from 'zod'
import type { FactDefinition, FactValue, Label } from '#capabilities/facts/core/fact.ts'
import { factCatalogue, inUse, readAxes, type StoredAxis } from '#capabilities/facts/server/index.ts'
import type { Day } from '#kernel/day.ts'
import type { partsSchema } from '../contract/proof.ts'
import type { Shown } from '../core/proof/backTest.ts'
import { followedBy, type Part, partsByKind, partsByMeasure, scoresOf } from '../core/proof/parts.ts'
import { type Said, unsaid } from '../core/proof/points.ts'
import { tenureOf } from '../core/proof/tenure.ts'
import { pastScores, type ScoresAsked } from './backTest.ts'
import type { Look } from './replay.ts'
import { valuesThen } from './valuesThen.ts'

export type Parts = z.infer<typeof partsSchema>

/** By what the back-test is taken apart. */
type By = { is: 'measure' | 'tenure' } | { is: 'fact'; fact: FactDefinition } | { is: 'axis'; axis: StoredAxis }

/** The same scores, taken apart by measure, tenure, a fact or an axis of segments; null: there is nothing such. */
export async function testParts(asked: ScoresAsked & { by: string }): Promise<Parts | null> {
  const { database, workspace, by, horizon } = asked
  const { kinds, axes } = await database.workspace(workspace.id, async (tx) => ({
    kinds: (await factCatalogue(tx, workspace)).all.filter(isKind),
    axes: inUse(await readAxes(tx, workspace.id)).filter(({ segments }) => segments.length > 0),
  }))
  const choices = [
    ...axes.map(({ id, label }) => ({ key: `axis:${id}`, label })),
    ...kinds.map(({ key, label }) => ({ key, label })),
  ]
  const way = wayOf(by, kinds, axes)
  if (!way || (way.is === 'measure' && asked.of === 'shown')) return null
  const measures = measureColumns()
  const { shown, losses, days, catalogue } = await pastScores(asked, way.is === 'measure' ? measures.look : undefined)
  const followed = followedBy(shown, losses, horizon)
  if (way.is === 'measure') {
    const parts = partsByMeasure(followed, measures.columns(shown.length))
    return { by, choices, asOfToday: false, parts: parts.map((part) => ({ ...part, ...measures.named(part) })) }
  }
  const key = way.is === 'fact' ? way.fact.key : way.is === 'axis' ? 'segments' : 'contract.started_on'
  const then = await valuesThen({ ...asked, catalogue, days }, key)
  const places = new Map(days.map(({ day }, at) => [day, at]))
  const value = ({ account, day }: Shown) => then.values[places.get(day)!]!.get(account) ?? null
  const parts = partsByKind({ followed, said: scoresOf(shown) }, (row) => kindsOf(way, value(shown[row]!), shown[row]!))
  return { by, choices, asOfToday: then.asOfToday, parts: parts.map((part) => ({ ...part, ...wordOf(way, part) })) }
}

/** Facts that tell customers apart in kinds: settled by what the customer is, not by how it fares. */
function isKind({ key, type, derived }: FactDefinition): boolean {
  if (derived || (type !== 'choice' && type !== 'text')) return false
  return kindKeys.has(key) || (key.startsWith('field.') && type === 'choice')
}

const kindKeys = new Set([
  'account.touch_model',
  'account.industry',
  'account.region',
  'account.country',
  'account.success_type',
  'account.adopter_category',
  'account.usage_pattern',
  'contract.plan',
])

function wayOf(by: string, kinds: readonly FactDefinition[], axes: readonly StoredAxis[]): By | null {
  if (by === 'measure' || by === 'tenure') return { is: by }
  const fact = kinds.find(({ key }) => key === by)
  if (fact) return { is: 'fact', fact }
  const axis = axes.find(({ id }) => `axis:${id}` === by)
  return axis ? { is: 'axis', axis } : null
}

function kindsOf(way: By, value: FactValue, { day }: Shown): readonly (string | null)[] {
  if (way.is === 'fact') return [value === null ? null : String(value)]
  if (way.is !== 'axis') return [tenureOf(value as Day | null, day)]
  const own = way.axis.segments.filter(({ key }) => Array.isArray(value) && value.includes(key))
  return own.length > 0 ? own.map(({ key }) => key) : [null]
}

function wordOf(way: By, { key }: Part): { label: Label | null; card: null } {
  const choices = way.is === 'fact' ? (way.fact.choices ?? []) : way.is === 'axis' ? way.axis.segments : []
  return { label: choices.find((choice) => choice.key === key)?.label ?? null, card: null }
}

/** Keeps the points of every measure of every card, row by row, as a replay passes. */
function measureColumns() {
  const found = new Map<string, { label: Label; card: Label; points: Said }>()
  const look: Look = (row, card, { dimensions }) => {
    for (const { dimension, reads } of dimensions)
      for (const { measure, points } of reads) {
        if (points === null) continue
        const key = `${card.key}/${dimension.key}/${measure.key}`
        const column = found.get(key) ?? { label: measure.label, card: card.label, points: new Uint8Array() }
        if (row >= column.points.length) column.points = withRoom(column.points, row + 1)
        column.points[row] = points
        found.set(key, column)
      }
  }
  return {
    look,
    columns: (rows: number) => new Map([...found].map(([key, { points }]) => [key, withRoom(points, rows)])),
    named: ({ key }: Part) => {
      const { label, card } = found.get(key!)!
      return { label, card }
    },
  }
}

/** The same points with room for at least so many rows, of which nothing is said yet. */
function withRoom(points: Said, rows: number): Said {
  const wider = new Uint8Array(Math.max(rows, 2 * points.length)).fill(unsaid)
  wider.set(points)
  return wider
}
