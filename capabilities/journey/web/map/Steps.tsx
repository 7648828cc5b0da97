import { ActionIcon } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Icon } from '#web/ui/Icon.tsx'
import { useEditing } from './editing.ts'
import styles from './map.module.css'

/** Goes back and forward through what was changed. */
export function Steps() {
  const { t } = useTranslation('maps')
  const { undo, redo, mayUndo, mayRedo } = useEditing()
  return (
    <>
      <ActionIcon
        variant="default"
        aria-label={t('act.undo')}
        title={`${t('act.undo')} (Ctrl+Z)`}
        disabled={!mayUndo}
        onClick={undo}
      >
        <Icon name="undo" />
      </ActionIcon>
      <ActionIcon
        variant="default"
        aria-label={t('act.redo')}
        title={`${t('act.redo')} (Ctrl+Shift+Z)`}
        disabled={!mayRedo}
        onClick={redo}
      >
        <Icon name="undo" className={styles.mirrored} />
      </ActionIcon>
    </>
  )
}
