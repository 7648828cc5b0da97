import path from 'node:path'

/** Where public data sets lie beside a checkout; tests that need them skip, saying so, where there are none. */
export const sharedData = path.resolve(import.meta.dirname, '../../../shared/data')
