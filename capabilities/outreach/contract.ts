import { accountRoutes } from './contract/account.ts'
import { broadcastRoutes } from './contract/broadcasts.ts'
import { readyRoutes } from './contract/ready.ts'
import { resultRoutes } from './contract/results.ts'
import { sequenceRoutes } from './contract/sequences.ts'
import { templateRoutes } from './contract/templates.ts'

export const outreachContract = {
  ...accountRoutes,
  ...resultRoutes,
  ready: readyRoutes,
  templates: templateRoutes,
  sequences: sequenceRoutes,
  broadcasts: broadcastRoutes,
}
