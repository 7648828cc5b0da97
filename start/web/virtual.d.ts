declare module 'virtual:routes' {
  import type { AnyContractRouter } from '@orpc/contract'
  /** Method and path of every route of `contract.ts`, made when the pages are built. */
  export const routes: AnyContractRouter
}
