import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { Section } from '#web/ui/Section.tsx'
import type { AccountUsage } from './apis.ts'
import styles from './usage.module.css'

/** Who used the product on behalf of a customer, the busiest first. */
export function UsageUsers({ usage: { users, features } }: { usage: AccountUsage }) {
  const { t } = useTranslation('usage')
  const format = useFormat()
  const note =
    users.length > 0 ? t('account.peopleNote', { count: users.length, shown: format.number(users.length) }) : null
  return (
    <Section title={t('account.people')} note={note}>
      {users.length === 0 ? (
        <p className="quiet small">{t(features.length > 0 ? 'account.anonymous' : 'account.nobody')}</p>
      ) : (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('account.person')}</th>
                {(['activeDays', 'uses', 'usedFeatures', 'lastSeen'] as const).map((key) => (
                  <th key={key} scope="col" className={styles.figure}>
                    {t(`account.${key}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {users.map((user) => (
                <tr key={user.key}>
                  <th scope="row">
                    {user.name ?? user.email ?? user.key}{' '}
                    {user.isNew ? <Chip tone="info">{t('account.new')}</Chip> : null}{' '}
                    {user.contactId ? <Chip tone="healthy">{t('account.contact')}</Chip> : null}
                    {user.name && (user.email ?? user.key) !== user.name ? (
                      <div className="quiet small">{user.email ?? user.key}</div>
                    ) : null}
                  </th>
                  <td className={styles.figure}>{format.number(user.days)}</td>
                  <td className={styles.figure}>{format.number(user.uses)}</td>
                  <td className={styles.figure}>{format.number(user.features)}</td>
                  <td className={styles.figure}>
                    <time dateTime={user.lastSeen} title={format.stamp(user.lastSeen)}>
                      {format.ago(user.lastSeen)}
                    </time>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  )
}
