import { accessContract } from '#capabilities/access/contract.ts'
import { privacyContract } from '#capabilities/access/contract/privacy.ts'
import { accountsContract } from '#capabilities/accounts/contract.ts'
import { cockpitContract } from '#capabilities/cockpit/contract.ts'
import { connectContract } from '#capabilities/connect/contract.ts'
import { keysContract } from '#capabilities/connect/contract/keys.ts'
import { webhooksContract } from '#capabilities/connect/contract/webhooks.ts'
import { contentContract } from '#capabilities/content/contract.ts'
import { contentPortalContract } from '#capabilities/content/contract/portal.ts'
import { factsContract } from '#capabilities/facts/contract.ts'
import { healthContract } from '#capabilities/health/contract.ts'
import { journeyContract } from '#capabilities/journey/contract.ts'
import { followingContract } from '#capabilities/journey/contract/following.ts'
import { limitsContract } from '#capabilities/limits/contract.ts'
import { outreachContract } from '#capabilities/outreach/contract.ts'
import { mailContract } from '#capabilities/outreach/contract/delivery.ts'
import { plansContract } from '#capabilities/plans/contract.ts'
import { portalContract } from '#capabilities/plans/contract/portalRoutes.ts'
import { renewalsContract } from '#capabilities/renewals/contract.ts'
import { expansionRoutes } from '#capabilities/renewals/contract/expansion.ts'
import { churnStudyRoutes } from '#capabilities/renewals/contract/study.ts'
import { billingContract } from '#capabilities/revenue/contract/billing.ts'
import { revenueContract } from '#capabilities/revenue/contract.ts'
import { timelineContract } from '#capabilities/timeline/contract.ts'
import { usageContract } from '#capabilities/usage/contract.ts'

/**
 * What the browser may ask of the server, by capability. Only method and path of each route reach the browser
 * (`virtual:routes`, see `vite.config.ts`); the shapes of requests and answers are types there.
 */
export const contract = {
  access: accessContract,
  privacy: privacyContract,
  accounts: accountsContract,
  cockpit: cockpitContract,
  connect: connectContract,
  keys: keysContract,
  content: contentContract,
  contentPortal: contentPortalContract,
  facts: factsContract,
  health: healthContract,
  limits: limitsContract,
  journey: journeyContract,
  following: followingContract,
  plans: plansContract,
  portal: portalContract,
  renewals: renewalsContract,
  expansion: expansionRoutes,
  churnStudy: churnStudyRoutes,
  billing: billingContract,
  revenue: revenueContract,
  mail: mailContract,
  outreach: outreachContract,
  timeline: timelineContract,
  usage: usageContract,
  webhooks: webhooksContract,
}
