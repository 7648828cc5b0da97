import { useMutation, useQueryClient } from '@tanstack/react-query'
import { connect, type Import } from './apis.ts'

/** What is done to an import: its answer is shown at once, and the rest asked again. */
export function useAct<Input>(act: (input: Input) => Promise<Import>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSuccess: (one) => {
      queries.setQueryData(connect.find.queryKey({ input: { id: one.id } }), one)
      void queries.invalidateQueries({ queryKey: connect.list.key() })
      void queries.invalidateQueries({ queryKey: connect.issues.key() })
    },
  })
}
