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
