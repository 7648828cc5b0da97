declare module 'virtual:routes' {
  import type { Routes } from '#web/client.ts'
  /** Method and path of every route of `contract.ts`, made when the pages are built. */
  export const routes: Routes
}
