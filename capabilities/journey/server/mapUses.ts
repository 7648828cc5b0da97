import type { TellUses } from '#capabilities/facts/server/index.ts'
import { conditionsOf } from '../core/map.ts'
import { readMaps } from './maps.ts'

/** Journey maps ask about facts: what each phase begins and ends with. */
export const mapUses: TellUses = async (tx, { workspaceId }) =>
  (await readMaps(tx, workspaceId))
    .filter(({ newest }) => newest)
    .map(({ key, map }) => ({ kind: 'journey', id: key, name: map.label, conditions: conditionsOf(map), facts: [] }))
