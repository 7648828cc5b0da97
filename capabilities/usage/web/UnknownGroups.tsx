import { Button, CopyButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { Row, Section } from '#web/ui/Section.tsx'
import { usage } from './apis.ts'

/** Ids that events name customers by, but no customer has: what is to be entered, and where. */
export function UnknownGroups() {
  const { t } = useTranslation('usage')
  const { t: frame } = useTranslation('web')
  const format = useFormat()
  const { data } = useQuery(usage.live.groups.queryOptions())
  return (
    <Section title={t('groups.title')} actions={<Link to="/imports">{t('groups.import')}</Link>}>
      <p className="quiet small">{t('groups.text')}</p>
      {data?.groups.map((group) => (
        <Row
          key={`${group.source}/${group.id}`}
          end={
            <CopyButton value={group.id}>
              {({ copied, copy }) => (
                <Button variant="default" size="compact-xs" onClick={copy}>
                  {copied ? frame('copied') : t('groups.copy')}
                </Button>
              )}
            </CopyButton>
          }
        >
          <strong>{group.id}</strong> {group.name ? <span>{group.name}</span> : null}
          <div className="quiet small">
            {[
              group.source,
              t('groups.users', { count: group.users, shown: format.number(group.users) }),
              t('groups.last', { when: format.ago(group.lastSeen) }),
            ].join(' · ')}
          </div>
        </Row>
      ))}
      {data?.more ? <p className="quiet small">{t('groups.more')}</p> : null}
    </Section>
  )
}
