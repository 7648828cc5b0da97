export { renewalDerivation } from './derive.ts'
export { renewalsRawRoutes } from './export.ts'
export { renewalsRoutes } from './routes.ts'
export { takeWeek } from './snapshots.ts'
