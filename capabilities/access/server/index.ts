export { type Author, type Change, recordChange, recordChanges } from './audit.ts'
