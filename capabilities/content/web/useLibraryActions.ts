import { type RefObject, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Action, useActions } from '#web/actions/actions.ts'
import { useMay } from '#web/session.ts'

/** What can be done in the library, from the keyboard and the palette. */
export function useLibraryActions(box: RefObject<HTMLInputElement | null>, create: () => void): void {
  const { t } = useTranslation('content')
  const mayManage = useMay('content.manage')
  useActions(
    useMemo<Action[]>(
      () => [
        {
          id: 'content search',
          label: t('filters.search'),
          keys: '/',
          group: 'page',
          run: () => box.current?.focus(),
        },
        ...(mayManage
          ? [{ id: 'content create', label: t('create'), keys: 'c', group: 'page' as const, run: create }]
          : []),
      ],
      [t, box, create, mayManage],
    ),
  )
}
