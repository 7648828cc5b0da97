import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { toast } from '#web/ui/toast.ts'
import { type Field, facts, fields } from './apis.ts'

/** What can be done with a field beside editing it; each can be taken back. */
export type FieldMoves = {
  archive: (field: Field) => void
  restore: (field: Field) => void
  /** Changes places with the field before (-1) or after (1) it. */
  shift: (field: Field, by: -1 | 1) => void
}

/** The moves of the fields of a section, which are given in their order. */
export function useFieldMoves(living: readonly Field[]): FieldMoves {
  const { t } = useTranslation('fields')
  const { language } = useFormat()
  const queries = useQueryClient()
  const refresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: fields.key() }),
      queries.invalidateQueries({ queryKey: facts.catalogue.key() }),
    ])
  const run = (work: () => Promise<unknown>) => {
    void work()
      .catch((error: unknown) => toast(errorText(error), { tone: 'risk' }))
      .then(refresh)
  }
  const nameOf = (field: Field) => inLanguage({ ja: field.labelJa, en: field.labelEn }, language)
  const archive = (field: Field) =>
    run(async () => {
      await fields.archive.call({ id: field.id })
      toast(t('done.archived', { name: nameOf(field) }), {
        undo: () => fields.restore.call({ id: field.id }).then(refresh),
      })
    })
  const restore = (field: Field) =>
    run(async () => {
      await fields.restore.call({ id: field.id })
      toast(t('done.restored', { name: nameOf(field) }), {
        undo: () => fields.archive.call({ id: field.id }).then(refresh),
      })
    })
  const shift = (field: Field, by: -1 | 1) =>
    run(async () => {
      const order = [...living]
      const at = order.findIndex((one) => one.id === field.id)
      order.splice(at, 1)
      order.splice(at + by, 0, field)
      // Places may repeat in fields made over the API: whatever does not stand where it should is put there.
      const moved = order
        .map((one, position) => ({ one, position }))
        .filter(({ one, position }) => one.position !== position)
      await Promise.all(moved.map(({ one, position }) => fields.update.call({ id: one.id, position })))
    })
  return { archive, restore, shift }
}
