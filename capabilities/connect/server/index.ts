export { fileRows, type FileRows, type ReadAs, withFile } from './fileRows.ts'
export { importFile, type ImportFileOptions, type ImportFileResult } from './importFile.ts'
export { workOnImports } from './jobs.ts'
export type {
  ImportBatch,
  ImportChanges,
  ImportKind,
  ImportPlan,
  ImportReference,
  ImportWorkspace,
  RowKey,
  UndoStep,
} from './kind.ts'
export type { ImportCatalogue, ImportParts } from './parts.ts'
export { type RecordKind, recordKind, type RecordRow } from './recordKind.ts'
export { connectRoutes } from './routes.ts'
export { ImportRefused } from './session.ts'
export { importFiles } from './upload.ts'
export { insertRows, updateRows, type WrittenColumns, type WrittenRow } from './writeRows.ts'
export { findKeyCaller } from './keys/findKey.ts'
export { importFileRetention } from './retention.ts'
export { keyStock } from './keys/stock.ts'
export { keyRoutes } from './keys/routes.ts'
export { startWebhooks } from './webhooks/deliver.ts'
export { healthChanges } from './webhooks/healthChanges.ts'
export { webhookRoutes } from './webhooks/routes.ts'
export { keptAnswers } from './keys/answers.ts'
export { noteTaken, takeCalls } from './keys/calls.ts'
