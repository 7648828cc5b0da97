import { type RawBuilder, sql } from 'kysely'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { readStanding } from '#capabilities/facts/core/condition/check.ts'
import { evaluator, type Moment, type ReadFact } from '#capabilities/facts/core/condition/evaluate.ts'
import type { Condition } from '#capabilities/facts/core/condition/tree.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { cardFor, type Scorecard } from '../core/scorecard.ts'

/** A version of a scorecard as it is kept. */
export type StoredCard = Scorecard & { id: string; version: number; note: string | null; publishedAt: Date }

type CardRow = { id: string; version: number; definition: Scorecard; note: string | null; published_at: Date }

/** The newest version of each scorecard in use, in the order they are tried. */
export async function readCards(tx: Tx, workspaceId: WorkspaceId): Promise<StoredCard[]> {
  return newest(tx, workspaceId, sql`switched_off_at is null`)
}

/** The newest version of each scorecard that is no longer used. */
export async function readOffCards(tx: Tx, workspaceId: WorkspaceId): Promise<StoredCard[]> {
  return newest(tx, workspaceId, sql`switched_off_at is not null`)
}

async function newest(tx: Tx, workspaceId: WorkspaceId, which: RawBuilder<unknown>): Promise<StoredCard[]> {
  const { rows } = await sql<CardRow>`
    select id, version, definition, note, published_at from (
      select *, row_number() over (partition by key order by version desc) as age from scorecards
      where workspace_id = ${workspaceId} and ${which}
    ) card where age = 1 order by position, key
  `.execute(tx)
  return rows.map(({ definition, published_at: publishedAt, ...row }) => ({ ...definition, ...row, publishedAt }))
}

/** Which card an account falls under; undefined where none takes it. */
export type PickCard<Card> = (read: ReadFact, moment: Moment) => Card | undefined

/** Cards with their conditions read once, ready for many accounts. A condition that cannot be read takes nobody. */
export function cardPicker<Card extends Pick<Scorecard, 'when'>>(
  cards: readonly Card[],
  catalogue: Catalogue,
): PickCard<Card> {
  const tests = new Map(
    cards.flatMap(({ when }) => {
      const condition = when === null ? null : whenOf(when, catalogue)
      return when !== null && condition ? [[when, evaluator(condition)] as const] : []
    }),
  )
  return (read, moment) => cardFor(cards, (condition) => tests.get(condition)?.(read, moment) ?? false)
}

/** The condition for which a card is meant, or null where it cannot be read (any longer). */
export function whenOf(text: string, catalogue: Catalogue): Condition | null {
  const condition = readStanding(text, catalogue)
  return condition.ok ? condition.value : null
}
