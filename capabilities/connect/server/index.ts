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
export { connectRoutes } from './routes.ts'
export { ImportRefused } from './session.ts'
export { importFiles } from './upload.ts'
