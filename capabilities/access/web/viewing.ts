import { useMutation } from '@tanstack/react-query'
import { errorText } from '#web/problemText.ts'
import { toast } from '#web/ui/toast.ts'
import { access } from './access.ts'

/** Looks as a person or a role would from the first page on: what is in the browser was seen with one's own eyes. */
export function useViewing() {
  const { mutate } = useMutation(
    access.viewing.begin.mutationOptions({
      onSuccess: () => location.assign('/'),
      onError: (problem) => toast(errorText(problem), { tone: 'risk' }),
    }),
  )
  return {
    asPerson: (id: string) => mutate({ as: { kind: 'person', id } }),
    asRole: (key: string) => mutate({ as: { kind: 'role', key } }),
  }
}
