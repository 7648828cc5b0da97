export { journeyDerivation } from './derive.ts'
export { installMaps } from './install.ts'
export { journeyRoutes } from './routes.ts'
