import { ConditionDialog } from './ConditionDialog.tsx'
import { CreateCustomer } from './CreateCustomer.tsx'
import type { OpenDialog } from './CustomerList.tsx'
import { ExportList } from './ExportList.tsx'
import { SaveView } from './SaveView.tsx'
import type { ListState } from './useListState.ts'

/** The list's dialogs; their code comes with the first one. */
export function ListDialogs({
  dialog,
  onClose,
  state,
  count,
  people,
}: {
  dialog: OpenDialog
  onClose: () => void
  state: ListState
  count: number | undefined
  people: readonly { id: string; name: string }[]
}) {
  if (dialog === 'create') return <CreateCustomer people={people} onClose={onClose} />
  if (dialog === 'export') return <ExportList state={state} count={count ?? 0} onClose={onClose} />
  if (dialog === 'saveView') return <SaveView state={state} onClose={onClose} />
  return <ConditionDialog state={state} onClose={onClose} />
}
