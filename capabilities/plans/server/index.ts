export { plansDerivation } from './derive.ts'
export { installPlanTemplates } from './install.ts'
export { plansRoutes } from './routes.ts'
export { planUses } from './uses.ts'
