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
          .map((group) => ({ group, members: named(actions.filter((action) => action.group === group)) }))
          .filter(({ members }) => members.length > 0)
          .map(({ group, members }) => (
            <section key={group} className={styles.keysGroup}>
              <h3>{t(`keys.groups.${group}`)}</h3>
              <dl>
                {members.map(([label, keys]) => (
                  <div key={label} style={{ display: 'contents' }}>
                    <dt>{label}</dt>
                    <dd>
                      {keys.map((one) => (
                        <KeyHint key={one} keys={one} />
                      ))}
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

/** What has several keys stands there once. */
function named(actions: readonly { label: string; keys?: string | undefined }[]): [string, string[]][] {
  const byLabel = new Map<string, string[]>()
  for (const { label, keys } of actions) byLabel.set(label, [...(byLabel.get(label) ?? []), keys ?? ''])
  return [...byLabel]
}
