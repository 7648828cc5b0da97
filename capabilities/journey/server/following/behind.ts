import { sql } from 'kysely'
import type { Paces } from '#capabilities/journey/core/pace.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { StoredMap } from '../maps.ts'
import type { StoredStay } from '../stays.ts'
import { type Blocker, readBlockers } from './blockers.ts'
import { helpAsked, type Stretch, stepsDone } from './hooks.ts'
import { readPaces } from './paces.ts'

export type StepDone = { key: string; on: Day; name: string }

/** What is told of accounts beside facts and stays: how others went, how often help was asked, what blocks, what is done. */
export type Behind = {
  /** By the key of the map. */
  paces: ReadonlyMap<string, Paces>
  /** By the id of the stay, for stays that go on or were not measured yet. */
  help: ReadonlyMap<string, number>
  blockers: ReadonlyMap<AccountId, readonly Blocker[]>
  steps: ReadonlyMap<AccountId, readonly StepDone[]>
}

/** Reads it for a page of accounts, each in one query. */
export async function readBehind(
  {
    tx,
    workspace,
    accounts,
  }: { tx: Tx; workspace: { id: WorkspaceId; timeZone: string }; accounts: readonly AccountId[] },
  maps: readonly StoredMap[],
  stays: ReadonlyMap<AccountId, readonly StoredStay[]>,
): Promise<Behind> {
  const stretches = [...stays.values()].flatMap((all) => all.filter(isToBeMeasured).map(stretchOf))
  const keys = maps
    .flatMap(({ map }) => map.phases)
    .flatMap((phase) => phase.milestones.flatMap((one) => one.steps ?? []))
  return {
    paces: await readPaces(tx, workspace.id),
    help: await helpAsked(tx, workspace, stretches),
    blockers: await readBlockers(tx, workspace.id, accounts),
    steps: keys.length === 0 ? new Map() : await stepsDone(tx, workspace.id, accounts, [...new Set(keys)]),
  }
}

/** A stay that goes on, or is over and was not measured. */
const isToBeMeasured = ({ leftOn, measured }: StoredStay) => leftOn === null || !measured

const stretchOf = ({ id, accountId, enteredOn, leftOn }: StoredStay): Stretch => ({
  id,
  accountId,
  from: enteredOn,
  until: leftOn,
})

/** How a stay went that is over. */
export type Measured = { id: string; help_asked: number; percentile: number | null; struggle: number | null }

/** Writes down how stays went that are over, for good. */
export async function keepMeasured(tx: Tx, workspaceId: WorkspaceId, measured: readonly Measured[]): Promise<void> {
  if (measured.length === 0) return
  await sql`
    update account_phases p set help_asked = m.help_asked, percentile = m.percentile, struggle = m.struggle, measured = true
    from jsonb_to_recordset(${JSON.stringify(measured)}::jsonb)
      as m (id uuid, help_asked int, percentile float8, struggle float8)
    where p.workspace_id = ${workspaceId} and p.id = m.id
  `.execute(tx)
}
