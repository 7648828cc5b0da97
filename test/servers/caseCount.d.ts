import 'vitest'

declare module 'vitest' {
  interface TaskMeta {
    /** How many cases a test tried, where it tries many: `npm run chaos` adds them up. */
    cases?: number
  }
}
