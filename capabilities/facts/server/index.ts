export { dirtyChannel, markDirty } from './dirty.ts'
export type { Derivation, DerivePage, FactPage, FactRows, FactSource, FactWorkspace } from './page.ts'
