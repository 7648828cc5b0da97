export { healthDerivation } from './derive.ts'
export { installScorecards } from './install.ts'
export { pulseSource } from './pulses.ts'
export { healthRoutes } from './routes.ts'
