import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { Section } from '#web/ui/Section.tsx'
import { Scroll } from '#web/ui/Scroll.tsx'
import type { AccountUsage } from './apis.ts'
import { usePeopleMetric } from './usePeopleMetric.tsx'
import styles from './usage.module.css'

/** Who used the product on behalf of a customer, the busiest first. */
export function UsageUsers({ accountId, usage: { users, features } }: { accountId: string; usage: AccountUsage }) {
  const { t } = useTranslation('usage')
  const format = useFormat()
  const own = usePeopleMetric(accountId)
  const note =
    users.length > 0 ? t('account.peopleNote', { count: users.length, shown: format.number(users.length) }) : null
  return (
    <Section title={t('account.people')} note={note} actions={users.length > 0 ? own.choice : null}>
      {users.length === 0 ? (
        <p className="quiet small">{t(features.length > 0 ? 'account.anonymous' : 'account.nobody')}</p>
      ) : (
        <Scroll label={t('account.people')}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('account.person')}</th>
                {own.name ? (
                  <th scope="col" className={styles.figure}>
                    {own.name}
                  </th>
                ) : null}
                <th scope="col">{t('account.level')}</th>
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
                    {user.contactId ? <Chip tone="healthy">{t('account.contact')}</Chip> : null}{' '}
                    {user.candidate ? (
                      <Chip tone="brand" title={t('account.candidateWhy')}>
                        {t('account.candidate')}
                      </Chip>
                    ) : null}
                    {user.name && (user.email ?? user.key) !== user.name ? (
                      <div className="quiet small">{user.email ?? user.key}</div>
                    ) : null}
                  </th>
                  {own.name ? <td className={styles.figure}>{format.number(own.valueOf(user.key))}</td> : null}
                  <td>
                    <Level level={user.level} />
                  </td>
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
        </Scroll>
      )}
    </Section>
  )
}

/** A level of 1 to 5 as dots and a figure. */
function Level({ level }: { level: number }) {
  const { t } = useTranslation('usage')
  return (
    <span className={styles.level} title={t('account.levels', { level })}>
      <span aria-hidden="true">
        {'●'.repeat(level)}
        <i>{'●'.repeat(5 - level)}</i>
      </span>{' '}
      {level}
    </span>
  )
}
