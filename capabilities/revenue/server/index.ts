export { contractFactSource } from './facts.ts'
export { revenueRoutes } from './routes.ts'
