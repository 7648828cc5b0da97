export { cockpitDerivation } from './derive.ts'
export { installRules } from './install.ts'
export { cockpitRoutes } from './routes.ts'
export { ruleUses } from './ruleUses.ts'
