export type { ContentHooks, ContentUse } from './hooks.ts'
export { type ContentRow, contentRows } from './read.ts'
export { contentRoutes } from './routes.ts'
export { installContent } from './starters.ts'
