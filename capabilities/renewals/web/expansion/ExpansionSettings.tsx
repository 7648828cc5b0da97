import { Button, Switch } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Chip } from '#web/ui/Chip.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import { Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { expansion, type Rule, rulesQuery, type Settings } from './apis.ts'
import styles from './expansion.module.css'
import { GuardDialog } from './GuardDialog.tsx'
import { RuleDialog } from './RuleDialog.tsx'

/** What raises opportunities, and what must be before anything is proposed. */
export function ExpansionSettings() {
  const { t } = useTranslation('expansion')
  const mayManage = useMay('signals.manage')
  const { data, error, refetch } = useQuery(rulesQuery)
  const [edited, setEdited] = useState<Rule | 'new' | 'guard' | null>(null)
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <BoneLines widths={[60, 90, 60, 90]} />
  const close = () => setEdited(null)
  const button = (label: string, edit: 'new' | 'guard') =>
    mayManage ? (
      <Button size="compact-xs" variant="default" onClick={() => setEdited(edit)}>
        {label}
      </Button>
    ) : null
  return (
    <>
      <p className={`soft ${styles.settingsLead}`}>{t('rules.lead')}</p>
      <Section title={t('rules.guard')} actions={button(t('rules.change'), 'guard')}>
        <p className={styles.lead}>{t('rules.guardText')}</p>
        <Grounds guard={data.guard} />
      </Section>
      <Section title={t('rules.title')} actions={button(t('rules.add'), 'new')}>
        <ul className={styles.rules}>
          {data.rules.map((rule) => (
            <RuleLine key={rule.key} rule={rule} onEdit={() => setEdited(rule)} mayManage={mayManage} />
          ))}
        </ul>
      </Section>
      {edited === 'guard' ? <GuardDialog settings={data} onClose={close} /> : null}
      {edited === null || edited === 'guard' ? null : (
        <RuleDialog rule={edited === 'new' ? null : edited} onClose={close} />
      )}
    </>
  )
}

function Grounds({ guard }: { guard: Settings['guard'] }) {
  const { t } = useTranslation('expansion')
  const { language } = useFormat()
  if (guard.length === 0) return <p className="quiet">{t('rules.noGuard')}</p>
  return (
    <ul className={styles.grounds}>
      {guard.map(({ label, said, condition, isReadable }) => (
        <li key={condition}>
          {inLanguage(label, language)}{' '}
          <span className="quiet">{said ? inLanguage(said, language) : <code>{condition}</code>}</span>{' '}
          {isReadable ? null : <Chip tone="risk">{t('rules.unreadable')}</Chip>}
        </li>
      ))}
    </ul>
  )
}

function RuleLine({ rule, onEdit, mayManage }: { rule: Rule; onEdit: () => void; mayManage: boolean }) {
  const { t } = useTranslation('expansion')
  const { language } = useFormat()
  const { turn, remove } = useRuleMoves(rule)
  const name = inLanguage(rule.label, language)
  return (
    <li className={styles.rule} data-off={!rule.isOn || undefined}>
      <Switch
        checked={rule.isOn}
        disabled={!mayManage}
        aria-label={t('rules.use', { name })}
        onChange={(event) => void turn(event.currentTarget.checked)}
      />
      <div>
        <strong>{name}</strong> <Chip>{t(`kinds.${rule.kind}`)}</Chip>{' '}
        {rule.isReadable ? null : <Chip tone="risk">{t('rules.unreadable')}</Chip>}
        <div className="quiet small">{inLanguage(rule.help, language)}</div>
        <div className="quiet small num">
          {rule.said ? inLanguage(rule.said, language) : <code>{rule.condition}</code>}
        </div>
        <div className="quiet small num">
          {t(rule.holdDays === 0 ? 'rules.figuresNow' : 'rules.figures', {
            hold: rule.holdDays,
            coolDown: rule.coolDownDays,
          })}{' '}
          · {t('rules.record', { open: rule.open, won: rule.won, lost: rule.lost })}
        </div>
      </div>
      {mayManage ? (
        <MoreMenu
          label={t('rules.more', { name })}
          choices={[
            { label: t('rules.change'), onChoose: onEdit },
            { label: t('rules.remove'), onChoose: () => void remove(), danger: true },
          ]}
        />
      ) : null}
    </li>
  )
}

/** Switches and removes rules, told with a way back. */
function useRuleMoves({ key, label }: Rule) {
  const { t } = useTranslation(['expansion', 'web'])
  const { language } = useFormat()
  const queries = useQueryClient()
  const name = inLanguage(label, language)
  const sent = async (answer: Promise<Settings>, told: string, undo?: () => Promise<void>) => {
    try {
      queries.setQueryData(rulesQuery.queryKey, await answer)
      void queries.invalidateQueries({ queryKey: expansion.list.key() })
      toast(told, undo ? { undo } : {})
    } catch (error) {
      toast(errorText(error), { tone: 'risk' })
    }
  }
  const back = (answer: () => Promise<Settings>) => () => sent(answer(), t('web:undone'))
  return {
    turn: (isOn: boolean) =>
      sent(
        expansion.turnRule.call({ key, isOn }),
        t(isOn ? 'rules.on' : 'rules.off', { name }),
        back(() => expansion.turnRule.call({ key, isOn: !isOn })),
      ),
    remove: () =>
      sent(
        expansion.removeRule.call({ key, removed: true }),
        t('rules.removed', { name }),
        back(() => expansion.removeRule.call({ key, removed: false })),
      ),
  }
}
