export { type AccountFacts, accountFacts, factOf } from './accountFacts.ts'
export { arrayText, idArray } from './arrayText.ts'
export { classedFacts, ensureFactColumns } from './columns.ts'
export { type Course, factCourses } from './courses.ts'
export { conditionSql, factColumn, factSql } from './conditionSql.ts'
export { dirtyChannel, markDirty, recomputeWorkspace, rederiveWorkspace } from './dirty.ts'
export { factsOfDays } from './factsOfDays.ts'
export { knownSince } from './knownSince.ts'
export type {
  Derivation,
  Derive,
  DerivePage,
  EarlyPage,
  FactPage,
  FactRows,
  FactSource,
  FactWorkspace,
  TurnStart,
} from './page.ts'
export { type PassOutcome, type PassTools, passOver } from './pass.ts'
export {
  type Change,
  changesSince,
  factHistory,
  factOnDays,
  factsAsOf,
  historyBegins,
  type Known,
  startOfDay,
} from './past.ts'
export { readRebuild, workOnRebuilds } from './rebuild/job.ts'
export { rebuiltAsOf } from './rebuild/read.ts'
export { rebuiltFacts } from './rebuild/rebuild.ts'
export { pastReach, untoldFacts } from './pastGround.ts'
export { addToPast, pastRosterOf } from './pastRoster.ts'
export { type Reactor, type ReactorTools, reactOnce, startReactor } from './reactor.ts'
export { type FactRow, readRows } from './rows.ts'
export { rosterOf } from './rosters.ts'
export { earlySegmentsDerivation, segmentsDerivation } from './segmentDerive.ts'
export { changeListed } from './segmentList.ts'
export { settle, settleDirty, type SettleTools } from './settle.ts'
export { factCatalogue, facts, factsWithheld, type FactSystem, factSystem, installFacts } from './system.ts'
export { inUse, readAxes, type StoredAxis } from './segments.ts'
export { type FactUse, segmentUses, type TellUses } from './uses.ts'
export { conditionOf, momentOf } from './read.ts'
export { factsRoutes } from './routes.ts'
