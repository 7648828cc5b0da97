import { sql } from 'kysely'
import type { Day } from '#kernel/day.ts'
import type { PersonId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Rates } from '#capabilities/health/core/risk/rates.ts'
import type { Level } from '#capabilities/health/core/study/levels.ts'
import type { RiskModel, Trained } from '#capabilities/health/core/risk/train.ts'

/** What a model was learnt from and what it is worth. */
export type RiskCard = Omit<Trained, 'model'> & {
  from: Day | null
  to: Day | null
  samples: number
  /** What became of customers who stood alike, and where those who left had stood; not there in what was learnt long ago. */
  rates?: Rates
  levels?: readonly Level[]
}

export type StoredRisk = { id: string; horizon: number; trainedAt: Date; model: RiskModel | null; card: RiskCard }

/** The newest model of a workspace, or what kept one from being learnt; null: none was tried yet. */
export async function newestRisk(tx: Tx, workspaceId: WorkspaceId): Promise<StoredRisk | null> {
  const { rows } = await sql<{ id: string }>`
    select id from risk_models where workspace_id = ${workspaceId} order by trained_at desc, id desc limit 1
  `.execute(tx)
  const id = rows[0]?.id
  if (id === undefined) return null
  const known = kept.get(id)
  if (known) return known
  const found = await sql<StoredRisk>`
    select id, horizon, trained_at as "trainedAt", model, card from risk_models
    where workspace_id = ${workspaceId} and id = ${id}
  `.execute(tx)
  const risk = found.rows[0] ? withOthers(found.rows[0]) : null
  if (risk) keep(risk)
  return risk
}

// What was learnt before others were kept with it has their mean instead.
function withOthers(risk: StoredRisk): StoredRisk {
  const model: (RiskModel & { usual?: readonly number[] }) | null = risk.model
  return model?.usual ? { ...risk, model: { ...model, others: [model.usual] } } : risk
}

// A model never changes once it is there, and every computation of a customer asks for it.
const kept = new Map<string, StoredRisk>()
const keptAtMost = 200

function keep(risk: StoredRisk): void {
  kept.set(risk.id, risk)
  if (kept.size > keptAtMost) kept.delete(kept.keys().next().value!)
}

/** Keeps what was learnt. */
export async function keepRisk(
  tx: Tx,
  workspaceId: WorkspaceId,
  learnt: { id: string; horizon: number; by: PersonId | null; at: Date; trained: Trained & RiskCard },
): Promise<void> {
  const { model, ...card } = learnt.trained
  await sql`
    insert into risk_models (workspace_id, id, horizon, trained_at, trained_by, model, card)
    values (${workspaceId}, ${learnt.id}, ${learnt.horizon}, ${learnt.at}, ${learnt.by},
      ${model === null ? null : JSON.stringify(model)}::jsonb, ${JSON.stringify(card)}::jsonb)
  `.execute(tx)
}
