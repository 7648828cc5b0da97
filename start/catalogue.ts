import { randomBytes } from 'node:crypto'
import type { AnyRouter } from '@orpc/server'
import { limitsRoutes } from '#capabilities/limits/server/index.ts'
import { accessRawRoutes, accessRoutes, privacyRoutes, type SeedWorkspace } from '#capabilities/access/server/index.ts'
import {
  accountFactSource,
  accountsImportKinds,
  accountsImportReferences,
  accountsRawRoutes,
  accountsRoutes,
  installViews,
  knownAccounts,
  viewUses,
} from '#capabilities/accounts/server/index.ts'
import {
  contentFactSource,
  contentPortalFiles,
  contentPortalRoutes,
  contentRawRoutes,
  contentRoutes,
  installContent,
} from '#capabilities/content/server/index.ts'
import {
  connectRoutes,
  healthChanges,
  type ImportCatalogue,
  importFiles,
  keyRoutes,
  keyStock,
  webhookRoutes,
} from '#capabilities/connect/server/index.ts'
import type { Derivation, FactSource } from '#capabilities/facts/server/index.ts'
import {
  earlySegmentsDerivation,
  ensureFactColumns,
  factSystem,
  factsRoutes,
  installFacts,
  segmentsDerivation,
  segmentUses,
} from '#capabilities/facts/server/index.ts'
import {
  cockpitDerivation,
  cockpitRoutes,
  installRules,
  ruleUses,
  workedCtas,
} from '#capabilities/cockpit/server/index.ts'
import {
  cardUses,
  healthDerivation,
  healthRoutes,
  riskDerivation,
  installScorecards,
  pulseSource,
  touchDerivation,
} from '#capabilities/health/server/index.ts'
import {
  installPlansListeners,
  installPlanTemplates,
  installWorkSources,
  measuresRawRoutes,
  plansDerivation,
  portalFactSource,
  portalFiles,
  portalRoutes,
  plansRoutes,
  questionsWithin,
  stepsDone,
  planUses,
  planContent,
} from '#capabilities/plans/server/index.ts'
import {
  followingRawRoutes,
  followingRoutes,
  installJourneyHooks,
  installMaps,
  journeyDerivation,
  journeyRoutes,
  mapUses,
} from '#capabilities/journey/server/index.ts'
import {
  coverageDerivation,
  eventsImport,
  type Ingest,
  ingestRoutes,
  ownMetricDerivation,
  usageDerivation,
  usageFactSource,
  usageRoutes,
} from '#capabilities/usage/server/index.ts'
import {
  churnStudyRoutes,
  expansionDerivation,
  expansionRawRoutes,
  expansionRoutes,
  expansionUses,
  renewalDerivation,
  renewalsRawRoutes,
  renewalsRoutes,
  studyRawRoutes,
} from '#capabilities/renewals/server/index.ts'
import {
  type BillingTools,
  billingRoutes,
  chartMogulRoutes,
  contractFactSource,
  ledgerDerivation,
  revenueImportKinds,
  movementsRawRoutes,
  reconcileRawRoutes,
  revenueImportReferences,
  revenueRawRoutes,
  revenueRoutes,
  stripeRoutes,
} from '#capabilities/revenue/server/index.ts'
import {
  inquiriesWithin,
  timelineFactSource,
  timelineImportKinds,
  timelineRoutes,
} from '#capabilities/timeline/server/index.ts'
import {
  deliveryFactSource,
  doorRoutes,
  mailRoutes,
  preferenceRoutes,
  suppressedMails,
  surroundMails,
} from '#capabilities/outreach/server/delivery/index.ts'
import {
  installOutreach,
  keepResults,
  outreachDerivation,
  outreachFactSource,
  outreachRoutes,
  planFollower,
  stillWanted,
} from '#capabilities/outreach/server/index.ts'
import type { Part } from '#platform/database/migrate.ts'
import type { Database } from '#platform/database/scope.ts'
import { uuidV7 } from '#kernel/id.ts'
import type { CallParts } from '#platform/http/callContext.ts'
import type { LiveHub } from '#platform/http/liveHub.ts'
import { liveRoutes } from '#platform/http/liveStream.ts'
import type { RawRoutes } from '#platform/http/raw.ts'
import type { MailHooks } from '#platform/mail/hooks.ts'
import { queuePart } from '#platform/queue/schema.ts'
import { confining } from './confining.ts'
import { holdsMoney } from './holdsMoney.ts'
import { retained } from './retained.ts'
import { tables } from './tables.ts'

/** Where facts come from. */
export const factSources: readonly FactSource[] = [
  accountFactSource,
  contractFactSource,
  timelineFactSource,
  contentFactSource(planContent),
  usageFactSource,
  pulseSource,
  portalFactSource,
  outreachFactSource,
  deliveryFactSource,
]

/** What follows from facts, in the order in which it is computed: each may read what those before it have set. */
export const derivations: readonly Derivation[] = [
  ownMetricDerivation,
  usageDerivation,
  coverageDerivation,
  ledgerDerivation,
  earlySegmentsDerivation,
  journeyDerivation,
  touchDerivation,
  healthDerivation,
  riskDerivation,
  plansDerivation,
  renewalDerivation,
  expansionDerivation,
  segmentsDerivation,
  cockpitDerivation,
  outreachDerivation,
  healthChanges,
]

/** The facts this Banso knows; whoever computes or reads facts gets them from here. */
export const facts = factSystem(factSources, derivations)
installFacts(facts)

/** Who follows plans as they change: mails that hang on steps. */
installPlansListeners([planFollower(() => new Date())])

/** Who knows how often customers ask for help, and which steps of their plans are done: milestones hang on them. */
installJourneyHooks({ helpAsked: [inquiriesWithin, questionsWithin], stepsDone })

/** What of a person's work on a customer plans cannot see by themselves. */
installWorkSources([workedCtas])

/** What a new workspace begins with. */
export const seeds: readonly SeedWorkspace[] = [
  installViews,
  installMaps,
  installScorecards,
  installContent,
  installPlanTemplates,
  installOutreach,
  installRules,
]

/** What has a say in mails that go out, and is told what became of them. */
export async function mailHooks(database: Database): Promise<MailHooks> {
  return {
    mayStillSend: [suppressedMails, stillWanted(() => new Date())],
    surround: await surroundMails(database),
    told: [keepResults(() => new Date())],
  }
}

/** What files can be imported as, and what their cells may refer to. */
export const imports: ImportCatalogue = {
  kinds: [...accountsImportKinds, ...revenueImportKinds, ...timelineImportKinds, eventsImport],
  references: [...accountsImportReferences, ...revenueImportReferences],
}

/** The routes of all capabilities. */
export const router = {
  access: accessRoutes({ seeds, holdsMoney }),
  privacy: privacyRoutes({ keys: keyStock, kinds: retained }),
  accounts: accountsRoutes,
  connect: connectRoutes(imports),
  keys: keyRoutes,
  webhooks: webhookRoutes,
  content: contentRoutes(planContent),
  contentPortal: contentPortalRoutes(planContent),
  facts: factsRoutes([mapUses, cardUses, planUses, segmentUses, ruleUses, expansionUses, viewUses]),
  journey: journeyRoutes,
  following: followingRoutes,
  plans: plansRoutes,
  outreach: outreachRoutes,
  portal: portalRoutes,
  renewals: renewalsRoutes,
  expansion: expansionRoutes,
  churnStudy: churnStudyRoutes,
  billing: billingRoutes,
  revenue: revenueRoutes,
  mail: mailRoutes,
  timeline: timelineRoutes,
  usage: usageRoutes,
  health: healthRoutes,
  cockpit: cockpitRoutes,
  limits: limitsRoutes,
} satisfies AnyRouter

/** Routes that speak to the web server directly: streams, uploads, downloads, ingest. */
export function rawRoutes({ hub, ingest, ...parts }: RawParts): readonly RawRoutes[] {
  const newId = () => uuidV7(parts.now().getTime(), randomBytes(10))
  const billing: BillingTools = { database: parts.database, live: parts.live, now: parts.now, newId, knownAccounts }
  return [
    liveRoutes(hub, parts.accountsIn),
    ...accessRawRoutes,
    accountsRawRoutes,
    revenueRawRoutes,
    movementsRawRoutes,
    reconcileRawRoutes(imports),
    followingRawRoutes,
    renewalsRawRoutes,
    expansionRawRoutes,
    studyRawRoutes,
    measuresRawRoutes,
    portalFiles,
    importFiles(imports),
    contentRawRoutes,
    contentPortalFiles(planContent),
    ingestRoutes({ ...ingest, shares: parts.shares }),
    chartMogulRoutes(billing),
    stripeRoutes(billing),
    preferenceRoutes(parts),
    doorRoutes(parts),
  ]
}

type RawParts = Pick<CallParts, 'database' | 'live' | 'now' | 'accountsIn' | 'shares'> & {
  hub: LiveHub
  ingest: Ingest
}

/** What all parts keep in the database. */
export const parts: readonly Part[] = [
  ...tables,
  queuePart,
  { name: 'fact columns', prepare: (owner) => ensureFactColumns(owner, facts.catalogue) },
  ...confining(facts.catalogue),
]
