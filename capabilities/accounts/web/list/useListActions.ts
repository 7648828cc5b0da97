import { type RefObject, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Action, useActions } from '#web/actions/actions.ts'
import { useMay } from '#web/session.ts'
import type { OpenDialog } from './CustomerList.tsx'

/** What can be done on the list, from the keyboard and the palette. */
export function useListActions({
  setDialog,
  words,
}: {
  setDialog: (dialog: OpenDialog) => void
  words: RefObject<HTMLInputElement | null>
}): void {
  const { t } = useTranslation('list')
  const mayCreate = useMay('accounts.create')
  const mayExport = useMay('accounts.export')
  useActions(
    useMemo<Action[]>(
      () => [
        { id: 'list search', label: t('searchKey'), keys: '/', group: 'page', run: () => words.current?.focus() },
        {
          id: 'list condition',
          label: t('condition.title'),
          keys: 'f',
          group: 'page',
          run: () => setDialog('condition'),
        },
        ...(mayCreate
          ? [
              {
                id: 'list create',
                label: t('newCustomer'),
                words: t('newWords'),
                keys: 'c',
                group: 'page' as const,
                run: () => setDialog('create'),
              },
            ]
          : []),
        ...(mayExport
          ? [
              {
                id: 'list export',
                label: t('exporting.title'),
                words: t('exportWords'),
                group: 'page' as const,
                run: () => setDialog('export'),
              },
            ]
          : []),
        {
          id: 'list save',
          label: t('views.saveAs'),
          words: t('views.saveAsWords'),
          group: 'page',
          run: () => setDialog('saveView'),
        },
      ],
      [t, setDialog, words, mayCreate, mayExport],
    ),
  )
}
