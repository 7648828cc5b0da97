import { sql } from 'kysely'
import { type TouchModel, touchModels } from '#capabilities/accounts/core/words.ts'
import { recordChange } from '#capabilities/access/server/index.ts'
import type { FactDefinition, FactValue } from '#capabilities/facts/core/fact.ts'
import { type Derivation, rederiveWorkspace } from '#capabilities/facts/server/index.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import {
  modelOf,
  readyNorms,
  type Touch,
  type TouchNorms,
  touchOf,
  touchRoles,
  touchVerdicts,
  verdictLabels,
} from '../core/touch.ts'

const owner = 'health'

const touchFacts: readonly FactDefinition[] = [
  {
    key: 'health.touch_score',
    type: 'number',
    unit: 'points',
    owner,
    label: { ja: '接点スコア', en: 'Touch score' },
    help: {
      ja: '決裁者・推進者・運用担当との接点が、めやすに対して足りているか、多すぎないか(0から100)。ヘルススコアとは別のもの',
      en: 'Whether we are in touch with decision maker, promoter and operator neither too little nor too much, 0 to 100; beside the health score, no part of it',
    },
  },
  {
    key: 'health.touch',
    type: 'choice',
    owner,
    label: { ja: '接点の量', en: 'Touch' },
    help: { ja: 'いちばんめやすから外れている相手について', en: 'Of the role that is furthest from its norm' },
    choices: touchVerdicts.map((key) => ({ key, label: verdictLabels[key] })),
  },
]

/** How much we are in touch with each customer: known before accounts are scored, so that a company may make it a measure. */
export const touchDerivation: Derivation = {
  name: 'touch',
  definitions: touchFacts,
  prepare: async ({ tx, workspace }) => {
    const norms = await readNorms(tx, workspace.id)
    return async (page) => {
      for (const account of page.accounts) {
        const touch = touchFrom(norms, (key) => page.read(account, key))
        page.set(account, 'health.touch_score', touch?.score ?? null)
        page.set(account, 'health.touch', touch?.verdict ?? null)
      }
    }
  },
}

/** How much we are in touch by an account's facts; null: it is no customer any longer. */
export function touchFrom(norms: TouchNorms, value: (key: string) => FactValue): Touch | null {
  if (value('contract.state') === 'ended') return null
  return touchOf(
    norms[modelOf(value('account.touch_model'))],
    (role) => ({
      known: value(`contacts.${role}.known`) === true,
      days: value(`contacts.${role}.days_since_touch`) as number | null,
      count: (value(`contacts.${role}.touches_30d`) as number | null) ?? 0,
    }),
    value('account.days_since_sign_up') as number | null,
  )
}

/** The norms of a company: those that came with Banso, until it has said others. */
export async function readNorms(tx: Tx, workspaceId: WorkspaceId): Promise<TouchNorms> {
  const { rows } = await sql<{ norms: KeptNorms }>`
    select norms from touch_norms where workspace_id = ${workspaceId}
  `.execute(tx)
  return completed(rows[0]?.norms ?? {})
}

/** Norms as they are kept: those of a role that came later are not among them. */
type KeptNorms = { [Model in TouchModel]?: Partial<TouchNorms[Model]> }

function completed(kept: KeptNorms): TouchNorms {
  const { high, low, tech } = readyNorms
  return { high: { ...high, ...kept.high }, low: { ...low, ...kept.low }, tech: { ...tech, ...kept.tech } }
}

type Call = Pick<CallContext, 'caller' | 'now' | 'live'>

/** Keeps how often a company wants to be in touch; all accounts are looked at anew. */
export async function setNorms(tx: Tx, call: Call, norms: TouchNorms): Promise<void> {
  const { workspaceId, personId } = call.caller
  const before = await readNorms(tx, workspaceId)
  await sql`
    insert into touch_norms (workspace_id, norms, set_by, set_at)
    values (${workspaceId}, ${JSON.stringify(norms)}::jsonb, ${personId}, ${call.now()})
    on conflict (workspace_id) do update
      set norms = excluded.norms, set_by = excluded.set_by, set_at = excluded.set_at
  `.execute(tx)
  await recordChange(tx, {
    by: call.caller,
    action: 'touch_norm.update',
    subjectId: 'touch_norms',
    before: told(before, norms),
    after: told(norms, before),
  })
  await rederiveWorkspace(tx, workspaceId)
  await call.live.publish(workspaceId, { topic: 'settings', ids: [] }, tx)
}

/** The models whose norms differ, each in a line: days and touches of decision maker, promoter, operator. */
function told(norms: TouchNorms, others: TouchNorms): Record<string, string> {
  const line = (all: TouchNorms, model: (typeof touchModels)[number]) =>
    touchRoles.map((role) => `${all[model][role].everyDays}/${all[model][role].most}`).join(', ')
  const differing = touchModels.filter((model) => line(norms, model) !== line(others, model))
  return Object.fromEntries(differing.map((model) => [`touch_${model}`, line(norms, model)]))
}
