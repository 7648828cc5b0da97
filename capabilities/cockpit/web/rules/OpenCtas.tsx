import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Row, Section } from '#web/ui/Section.tsx'
import { Button } from '@mantine/core'
import { cockpit } from '../apis.ts'
import { useDue } from '../words.ts'
import type { Rule } from './apis.ts'

const few = 8

/** The CTAs of a rule that nobody has closed, each leading to its customer. Nothing where there are none. */
export function OpenCtas({ rule }: { rule: Rule }) {
  const { t } = useTranslation(['rules', 'cockpit'])
  const format = useFormat()
  const due = useDue()
  const [all, setAll] = useState(false)
  const { data, error, refetch } = useQuery(cockpit.rules.open.queryOptions({ input: { id: rule.id } }))
  const ctas = data?.ctas ?? []
  if (rule.record.open === 0 && ctas.length === 0) return null
  return (
    <Section title={t('openCtas.title')} note={format.number(rule.record.open)}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines widths={[80, 70, 75]} />}
      {ctas.slice(0, all ? undefined : few).map((cta) => (
        <Row
          key={cta.id}
          end={cta.snoozedUntil ? t('openCtas.snoozed', { day: format.dayNear(cta.snoozedUntil) }) : due(cta.dueOn)}
        >
          <Link to="/customers/$id" params={{ id: cta.account.id }}>
            {cta.account.name}
          </Link>
          <div className="quiet small">
            {inLanguage(cta.title, format.language)} · {cta.owner?.name ?? t('cockpit:item.nobody')}
          </div>
        </Row>
      ))}
      {ctas.length > few && !all ? (
        <Button size="xs" variant="subtle" onClick={() => setAll(true)}>
          {t('openCtas.more', { count: ctas.length - few })}
        </Button>
      ) : null}
    </Section>
  )
}
