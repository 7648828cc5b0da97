export { journeyDerivation } from './derive.ts'
export { installMaps } from './install.ts'
export { journeyRoutes } from './routes.ts'
export { mapUses } from './mapUses.ts'
