import type { JourneyMap } from '../map.ts'
import { behaviour } from './behaviour.ts'
import { lifecycle } from './lifecycle.ts'
import { threePhases } from './threePhases.ts'

/** Maps that a company can begin with. A new workspace has the first. */
export const readyMaps: readonly JourneyMap[] = [threePhases, behaviour, lifecycle]
