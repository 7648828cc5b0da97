import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { agreeing, type Role, roles } from '#capabilities/plans/core/words.ts'
import { useFormat } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { Section } from '#web/ui/Section.tsx'
import type { Plan } from './apis.ts'
import { PartDialog } from './PartDialog.tsx'
import styles from './plans.module.css'
import { useRole } from './words.tsx'

/** Who has which part in a plan on both sides, with how much time, and who has agreed to it. */
export function People({ plan, mayWrite }: { plan: Plan; mayWrite: boolean }) {
  const { t } = useTranslation('plans')
  const format = useFormat()
  const nameOf = useRole()
  const [edited, setEdited] = useState<Role | null>(null)
  const asked = new Set<Role>([
    ...agreeing,
    ...plan.people.map(({ role }) => role),
    ...plan.steps.map(({ role }) => role),
  ])
  const missing = plan.agreementMissing.length
  return (
    <Section
      title={t('people.title')}
      note={
        missing === 0 ? (
          <Chip tone="healthy">{t('people.allAgreed')}</Chip>
        ) : (
          <Chip tone="watch">{t('people.missing', { count: missing })}</Chip>
        )
      }
    >
      <ul className={styles.parts}>
        {roles
          .filter((role) => asked.has(role))
          .map((role) => {
            const part = plan.people.find((one) => one.role === role)
            const who = part?.contact ?? part?.person ?? null
            const hasToAgree = (agreeing as readonly Role[]).includes(role)
            return (
              <li key={role}>
                <div>
                  <span className="quiet small">{nameOf(role)}</span>
                  <div>{who?.name ?? <span className="quiet">{t('people.nobody')}</span>}</div>
                  {part?.hoursAWeek == null ? null : (
                    <div className="small num">{t('people.hours', { hours: format.number(part.hoursAWeek) })}</div>
                  )}
                  {part?.duty ? <div className="soft small">{part.duty}</div> : null}
                  {part?.agreedOn ? (
                    <div className="small" title={part.agreement}>
                      <Chip tone="healthy">{t('people.agreed')}</Chip> {format.dayNear(part.agreedOn)}
                      {part.agreement ? <span className="quiet"> {part.agreement}</span> : null}
                    </div>
                  ) : hasToAgree ? (
                    <Chip tone="watch">{t('people.notAgreed')}</Chip>
                  ) : null}
                </div>
                {mayWrite ? (
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    aria-label={t('people.editOf', { role: nameOf(role) })}
                    onClick={() => setEdited(role)}
                  >
                    {t('people.edit')}
                  </Button>
                ) : null}
              </li>
            )
          })}
      </ul>
      {edited ? <PartDialog plan={plan} role={edited} onClose={() => setEdited(null)} /> : null}
    </Section>
  )
}
