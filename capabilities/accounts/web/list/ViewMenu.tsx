import { Menu } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '#web/session.ts'
import { Icon } from '#web/ui/Icon.tsx'
import styles from './CustomerList.module.css'
import { RenameView } from './SaveView.tsx'
import type { ListState } from './useListState.ts'
import { useViewChanges } from './useViewChanges.ts'

/** What can be done with the view that is shown; opened as soon as it is there. */
export function ViewMenu({ state }: { state: ListState }) {
  const { t } = useTranslation('list')
  const { update, remove } = useViewChanges()
  const mayShare = useMay('views.share')
  const [opened, setOpened] = useState(true)
  const [renaming, setRenaming] = useState(false)
  const { view } = state
  if (!view) return null
  const shared = view.sharing === 'shared'
  return (
    <>
      <Menu opened={opened} onChange={setOpened} position="bottom-start">
        <Menu.Target>
          <button type="button" className={styles.viewMore} aria-label={t('views.more', { view: view.name })}>
            <Icon name="more" size={14} />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setRenaming(true)}>{t('views.rename')}</Menu.Item>
          {mayShare ? (
            <Menu.Item onClick={() => void update(view, { sharing: shared ? 'private' : 'shared' })}>
              {shared ? t('views.unshare') : t('views.share')}
            </Menu.Item>
          ) : null}
          <Menu.Divider />
          <Menu.Item color="red" onClick={() => void remove(view)}>
            {t('views.remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {renaming ? <RenameView view={view} onClose={() => setRenaming(false)} /> : null}
    </>
  )
}
