import { accountUsageRoutes } from './contract/account.ts'
import { adoptionRoutes } from './contract/adoption.ts'
import { coverageRoutes } from './contract/coverage.ts'
import { keyRoutes } from './contract/keys.ts'
import { liveRoutes } from './contract/live.ts'
import { metricRoutes } from './contract/metrics.ts'
import { quarantineRoutes } from './contract/quarantine.ts'
import { silenceRoute } from './contract/silence.ts'

/** What usage promises: write keys, what is arriving, what was not accepted, and what a customer does with the product. */
export const usageContract = {
  ...accountUsageRoutes,
  adoption: adoptionRoutes,
  coverage: coverageRoutes,
  keys: keyRoutes,
  live: liveRoutes,
  metrics: metricRoutes,
  quarantine: quarantineRoutes,
  silence: silenceRoute,
}
