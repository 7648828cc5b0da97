export { timelineFactSource } from './facts.ts'
export { timelineRoutes } from './routes.ts'
