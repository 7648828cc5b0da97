import { useTranslation } from 'react-i18next'
import { useCurrentActions } from '../actions/actions.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { KeyHint } from '../ui/KeyHint.tsx'
import styles from './Palette.module.css'

const groups = ['page', 'list', 'go', 'do'] as const

/** All keys that do something at this moment. */
export function KeyList({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const actions = useCurrentActions().filter((action) => action.keys)
  return (
    <Dialog opened onClose={onClose} title={t('keys.title')} size={640}>
      <div className={styles.keysList}>
        {groups
          .map((group) => ({ group, members: actions.filter((action) => action.group === group) }))
          .filter(({ members }) => members.length > 0)
          .map(({ group, members }) => (
            <section key={group} className={styles.keysGroup}>
              <h3>{t(`keys.groups.${group}`)}</h3>
              <dl>
                {members.map((action) => (
                  <div key={action.id} style={{ display: 'contents' }}>
                    <dt>{action.label}</dt>
                    <dd>
                      <KeyHint keys={action.keys ?? ''} />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
      </div>
    </Dialog>
  )
}
