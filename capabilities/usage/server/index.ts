export { acceptEvents, type Acceptance, type Offered } from './accept.ts'
export { ingestRoutes } from './http/routes.ts'
export { type Ingest, startIngest } from './start.ts'
